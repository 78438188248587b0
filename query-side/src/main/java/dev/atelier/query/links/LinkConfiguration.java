package dev.atelier.query.links;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Links to results. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StorageSettings.class)
public class LinkConfiguration {
    @Bean
    ArtifactLinks artifactLinks(StorageSettings settings) {
        return new KeptLinks(new S3ArtifactLinks(settings));
    }
}
