package dev.atelier.bench.stage;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where servers and issuer are: all that the deployables are told. Every other setting is at its default. */
public record Addresses(Database database, String brokerUri, String redisUrl, Bucket bucket, Issuer issuer) {
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        for (String owner : List.of("log", "saga")) {
            settings.put("atelier." + owner + ".jdbc-url", database.jdbcUrl());
            settings.put("atelier." + owner + ".user", database.user());
            settings.put("atelier." + owner + ".password", database.password());
        }
        settings.put("atelier.broker.uri", brokerUri);
        settings.put("atelier.redis.url", redisUrl);
        settings.put("atelier.s3.endpoint", bucket.endpoint().toString());
        settings.put("atelier.s3.public-endpoint", bucket.endpoint().toString());
        settings.put("atelier.s3.region", bucket.region());
        settings.put("atelier.s3.access-key", bucket.accessKey());
        settings.put("atelier.s3.secret-key", bucket.secretKey());
        settings.put("atelier.s3.bucket", bucket.name());
        settings.put("atelier.access.issuer", issuer.url());
        settings.put("atelier.access.jwk-set-uri", issuer.jwkSetUri());
        settings.put("atelier.identity.key", "0123456789abcdef0123456789abcdef");
        return settings;
    }
}
