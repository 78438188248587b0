package dev.atelier.query.links;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where results are.
 *
 * @param endpoint where this process reaches S3 to list it for the audit, by default as clients do; {@code S3_ENDPOINT}
 * @param publicEndpoint the address that links are made for (environment: {@code S3_PUBLIC_ENDPOINT})
 */
@ConfigurationProperties("atelier.s3")
public record StorageSettings(
        @DefaultValue("atelier") String bucket,
        @Nullable URI endpoint,
        @Nullable URI publicEndpoint,
        @DefaultValue("us-east-1") String region,
        @DefaultValue("") String accessKey,
        @DefaultValue("") String secretKey) {
    public StorageSettings {
        if (publicEndpoint == null || publicEndpoint.getHost() == null) {
            throw new IllegalArgumentException(
                    "set atelier.s3.public-endpoint (or S3_PUBLIC_ENDPOINT) to the address of S3 for clients");
        }
        if (accessKey.isBlank() || secretKey.isBlank()) {
            throw new IllegalArgumentException("set atelier.s3.access-key and atelier.s3.secret-key");
        }
    }

    /** The address for us. */
    public URI ownAddress() {
        return endpoint == null || endpoint.getHost() == null ? publicAddress() : endpoint;
    }

    /** The address for clients; never null once the settings exist. */
    public URI publicAddress() {
        return java.util.Objects.requireNonNull(publicEndpoint);
    }

    @Override
    public String toString() {
        return "StorageSettings[" + bucket + " at " + publicEndpoint + "]";
    }
}
