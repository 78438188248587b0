package dev.atelier.query.client;

import dev.atelier.query.live.LiveSettings;
import dev.atelier.web.access.AccessSettings;
import dev.atelier.web.link.PublicAddress;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What clients need to know. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClientSettings.class)
public class ClientConfiguration {
    @Bean
    ClientController clientController(
            ClientSettings settings, AccessSettings access, LiveSettings live, PublicAddress address) {
        return new ClientController(settings, access, live, address);
    }
}
