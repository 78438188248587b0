package dev.atelier.web.request;

import dev.atelier.web.problem.Problems;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Ids around everything, also around refusals of access; limits of bodies behind the check of the token. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BodySettings.class)
public class RequestConfiguration {
    @Bean
    FilterRegistrationBean<RequestIds> requestIds() {
        FilterRegistrationBean<RequestIds> filter = new FilterRegistrationBean<>(new RequestIds());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<BodyLimits> bodyLimits(BodySettings settings, Problems problems) {
        FilterRegistrationBean<BodyLimits> filter = new FilterRegistrationBean<>(new BodyLimits(settings, problems));
        filter.setOrder(0);
        return filter;
    }
}
