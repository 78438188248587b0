package dev.atelier.bench.stage;

import dev.atelier.servers.ObjectStore;
import java.net.URI;

/** A bucket in S3 and who may use it. */
public record Bucket(URI endpoint, String region, String name, String accessKey, String secretKey) {
    /** The one of that name in a store of this JVM. */
    public static Bucket in(ObjectStore store, String name) {
        return new Bucket(store.endpoint(), store.region(), name, store.accessKey(), store.secretKey());
    }

    /** The same bucket behind another address. */
    public Bucket at(URI address) {
        return new Bucket(address, region, name, accessKey, secretKey);
    }

    @Override
    public String toString() {
        return "Bucket[" + endpoint + "/" + name + "]";
    }
}
