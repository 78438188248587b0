package dev.atelier.web.page;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The open pages that every deployable serves. */
@Configuration(proxyBeanMethods = false)
public class PageConfiguration {
    @Bean
    OpenPages openPages() {
        return new OpenPages();
    }
}
