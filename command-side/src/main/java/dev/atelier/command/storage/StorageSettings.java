package dev.atelier.command.storage;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code atelier.s3.*}.
 *
 * @param endpoint where this process reaches S3; {@code S3_ENDPOINT}
 * @param publicEndpoint where clients reach it, by default the same; {@code S3_PUBLIC_ENDPOINT}
 * @param uploadLinkLifetime how long a client may use a presigned upload
 */
@ConfigurationProperties("atelier.s3")
record StorageSettings(
        @Nullable URI endpoint,
        @Nullable URI publicEndpoint,
        @DefaultValue("us-east-1") String region,
        @DefaultValue("atelier") String bucket,
        @DefaultValue("") String accessKey,
        @DefaultValue("") String secretKey,
        @DefaultValue("15m") Duration uploadLinkLifetime) {
    StorageSettings {
        if (endpoint == null || endpoint.getHost() == null) {
            throw new IllegalArgumentException(
                    "set atelier.s3.endpoint (or S3_ENDPOINT), for example http://127.0.0.1:9000");
        }
        if (accessKey.isBlank() || secretKey.isBlank()) {
            throw new IllegalArgumentException(
                    "set atelier.s3.access-key and atelier.s3.secret-key (or S3_ACCESS_KEY and S3_SECRET_KEY)");
        }
        publicEndpoint = publicEndpoint == null || publicEndpoint.getHost() == null ? endpoint : publicEndpoint;
    }

    URI endpointForUs() {
        return java.util.Objects.requireNonNull(endpoint);
    }

    URI endpointForClients() {
        return java.util.Objects.requireNonNull(publicEndpoint);
    }

    @Override
    public String toString() {
        return "StorageSettings[" + endpoint + ", " + bucket + "]";
    }
}
