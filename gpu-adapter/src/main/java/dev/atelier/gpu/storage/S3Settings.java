package dev.atelier.gpu.storage;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the bucket is.
 *
 * @param endpoint null for Amazon's own
 * @param patience how long a run waits for a store that is away before it fails
 * @param pixelsMax the largest result that is stored
 */
@ConfigurationProperties("atelier.s3")
public record S3Settings(
        @Nullable URI endpoint,
        @DefaultValue("us-east-1") String region,
        @DefaultValue("atelier") String bucket,
        @DefaultValue("") String accessKey,
        @DefaultValue("") String secretKey,
        @DefaultValue("30s") Duration patience,
        @DefaultValue("170000000") long pixelsMax) {

    public S3Settings {
        if (endpoint != null && (endpoint.getScheme() == null || endpoint.getHost() == null)) {
            throw new IllegalArgumentException("atelier.s3.endpoint (S3_ENDPOINT) must be like http://host:9000");
        }
        required("region", region);
        required("bucket", bucket);
        required("access-key", accessKey);
        required("secret-key", secretKey);
        if (patience.isNegative() || pixelsMax < 1) {
            throw new IllegalArgumentException("atelier.s3.patience and atelier.s3.pixels-max must be positive");
        }
    }

    private static void required(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("atelier.s3." + name + " must be set");
        }
    }

    @Override
    public String toString() {
        return "S3Settings[" + endpoint + ", " + region + ", " + bucket + "]";
    }
}
