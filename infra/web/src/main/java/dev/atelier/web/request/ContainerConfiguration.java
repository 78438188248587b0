package dev.atelier.web.request;

import jakarta.servlet.Filter;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.FormContentFilter;
import org.springframework.web.filter.RequestContextFilter;

/** The servlet container, and which of the filters that come by themselves stand before every request. */
@Configuration(proxyBeanMethods = false)
public class ContainerConfiguration {
    /** A new connection costs as much as several requests; Tomcat's own limit is 100. */
    private static final int REQUESTS_OF_A_CONNECTION = 100_000;

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> keptConnections() {
        return factory -> factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setMaxKeepAliveRequests(REQUESTS_OF_A_CONNECTION);
            }
        });
    }

    /** We take no forms. */
    @Bean
    FilterRegistrationBean<FormContentFilter> withoutForms(FormContentFilter filter) {
        return disabled(filter);
    }

    /** Spring MVC itself knows its request; nobody before it asks. */
    @Bean
    FilterRegistrationBean<RequestContextFilter> withoutRequestContext() {
        return disabled(new RequestContextFilter());
    }

    private static <F extends Filter> FilterRegistrationBean<F> disabled(F filter) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }
}
