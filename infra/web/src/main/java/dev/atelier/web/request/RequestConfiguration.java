package dev.atelier.web.request;

import dev.atelier.web.problem.Problems;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

/** Ids and the limit of work around everything, also around access; limits of bodies behind the check of the token. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({BodySettings.class, RequestSettings.class})
public class RequestConfiguration {
    /** Behind the filter that counts requests and their answers. */
    private static final int BEHIND_METERS = Ordered.HIGHEST_PRECEDENCE + 2;

    /** {@code 5} is no text, as {@code "5"} is no number. */
    @Bean
    JsonMapperBuilderCustomizer textIsText() {
        return json -> json.withCoercionConfig(
                LogicalType.Textual,
                text -> List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                        .forEach(shape -> text.setCoercion(shape, CoercionAction.Fail)));
    }

    @Bean
    FilterRegistrationBean<RequestIds> requestIds() {
        FilterRegistrationBean<RequestIds> filter = new FilterRegistrationBean<>(new RequestIds());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<ConcurrencyLimit> concurrencyLimit(RequestSettings settings, Problems problems) {
        FilterRegistrationBean<ConcurrencyLimit> filter =
                new FilterRegistrationBean<>(new ConcurrencyLimit(settings.atOnceMax(), problems));
        filter.setOrder(BEHIND_METERS);
        return filter;
    }

    @Bean
    FilterRegistrationBean<CallerLimit> callerLimit(RequestSettings settings, Problems problems) {
        FilterRegistrationBean<CallerLimit> filter =
                new FilterRegistrationBean<>(new CallerLimit(settings.perCallerMax(), problems));
        filter.setOrder(0);
        return filter;
    }

    @Bean
    FilterRegistrationBean<BodyLimits> bodyLimits(BodySettings settings, Problems problems) {
        FilterRegistrationBean<BodyLimits> filter = new FilterRegistrationBean<>(new BodyLimits(settings, problems));
        filter.setOrder(1);
        return filter;
    }
}
