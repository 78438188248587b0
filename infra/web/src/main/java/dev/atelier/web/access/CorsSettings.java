package dev.atelier.web.access;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.web.cors.CorsConfiguration;

/**
 * Settings {@code atelier.cors.*}.
 *
 * @param allowedOrigins web pages of these origins may call us, such as {@code https://app.example}; none by default
 */
@ConfigurationProperties("atelier.cors")
public record CorsSettings(@DefaultValue List<String> allowedOrigins) {
    public CorsSettings {
        allowedOrigins =
                allowedOrigins.stream().filter(origin -> !origin.isBlank()).toList();
        if (allowedOrigins.stream().anyMatch(origin -> origin.contains("*"))) {
            throw new IllegalArgumentException("atelier.cors.allowed-origins is a list of origins, never *");
        }
    }

    CorsConfiguration toCorsConfiguration() {
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(allowedOrigins);
        cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "DELETE"));
        cors.setAllowedHeaders(List.of(
                "Authorization",
                "Accept-Language",
                "Content-Type",
                "Idempotency-Key",
                "If-None-Match",
                "Last-Event-ID",
                "Prefer"));
        cors.setExposedHeaders(List.of(
                "ETag",
                "Idempotency-Replayed",
                "Location",
                "Preference-Applied",
                "Retry-After",
                "WWW-Authenticate",
                "X-Request-Id"));
        cors.setMaxAge(3600L);
        return cors;
    }
}
