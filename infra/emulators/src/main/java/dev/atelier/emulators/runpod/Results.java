package dev.atelier.emulators.runpod;

import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How a worker hands pictures over: inside the output, or as signed addresses in a bucket, which is played here too. */
final class Results {
    private final Map<String, byte[]> bucket = new ConcurrentHashMap<>();
    private final Supplier<URI> bucketUrl;
    private final Faults faults;

    /** @param bucketUrl where the bucket is, without a slash at the end */
    Results(Supplier<URI> bucketUrl, Faults faults) {
        this.bucketUrl = bucketUrl;
        this.faults = faults;
    }

    /** An entry of {@code output.images}. */
    ObjectNode deliver(String filename, byte[] content) {
        ObjectNode image = JsonNodeFactory.instance.objectNode().put("filename", filename);
        if (!faults.usesBucket()) {
            return image.put("type", "base64").put("data", Base64.getEncoder().encodeToString(content));
        }
        String key = UUID.randomUUID().toString().substring(0, 8) + ".png";
        bucket.put(key, content);
        String address = faults.takesAddress().orElse(bucketUrl.get() + "/" + key);
        return image.put("type", "s3_url").put("data", address + "?X-Amz-Expires=604800&X-Amz-Signature=emulated");
    }

    /** What is in the bucket. */
    Optional<byte[]> find(String key) {
        return Optional.ofNullable(bucket.get(key));
    }
}
