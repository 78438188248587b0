package dev.atelier.web;

import dev.atelier.web.access.AccessConfiguration;
import dev.atelier.web.access.IdentityLookup;
import dev.atelier.web.link.PublicAddress;
import dev.atelier.web.page.PageConfiguration;
import dev.atelier.web.problem.ProblemConfiguration;
import dev.atelier.web.request.ContainerConfiguration;
import dev.atelier.web.request.RequestConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * The HTTP face of a deployable: import it, and declare one bean of {@link IdentityLookup}. Access, problems, limits of
 * requests and the open pages are then in place.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PublicAddress.class)
@Import({
    AccessConfiguration.class,
    ContainerConfiguration.class,
    PageConfiguration.class,
    ProblemConfiguration.class,
    RequestConfiguration.class
})
public class WebConfiguration {
    /**
     * We speak JSON only. Some library on the class path brings Jackson's XML module, and with it every browser would
     * be answered in XML. Last in order, because the converters are collected by other customizers before.
     */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ServerHttpMessageConvertersCustomizer withoutXml() {
        return builder -> builder.configureMessageConvertersList(converters -> converters.removeIf(
                converter -> converter.getClass().getSimpleName().contains("Xml")));
    }
}
