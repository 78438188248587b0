package dev.atelier.allinone.journeys;

import dev.atelier.allinone.cli.ApiClient;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A registered person with some credits, doing what people do. */
record Person(ApiClient api, String userId) {
    private static final Set<String> FINAL = Set.of("succeeded", "failed", "cancelled");

    static Person register(RunningAtelier atelier, long credits) {
        ApiClient api = atelier.person("person-" + UUID.randomUUID().toString().substring(0, 18));
        String userId = api.post("/api/users", Map.of("language", "en"), Map.of())
                .path("id")
                .asString();
        atelier.administrator()
                .post(
                        "/admin/accounts/" + userId.replace("user-", "account-") + "/grants",
                        Map.of("amount", credits, "reason", "test"),
                        Map.of("Idempotency-Key", UUID.randomUUID().toString()));
        return new Person(api, userId);
    }

    String upload(String mediaType, byte[] picture) {
        return api.upload("/api/uploads", mediaType, picture).path("id").asString();
    }

    String createJob(String preset, String uploadId) {
        return api.post(
                        "/api/jobs",
                        Map.of("preset", preset, "inputs", Map.of("image", uploadId)),
                        Map.of("Idempotency-Key", UUID.randomUUID().toString()))
                .path("id")
                .asString();
    }

    JsonNode awaitEnd(String jobId, Duration limit) {
        Await.until(jobId + " ends", limit, () -> hasEnded(state(jobId)));
        return api.get("/api/jobs/" + jobId);
    }

    static boolean hasEnded(String state) {
        return FINAL.contains(state);
    }

    String state(String jobId) {
        return api.get("/api/jobs/" + jobId).path("state").asString();
    }

    JsonNode balance() {
        return api.get("/api/balance");
    }
}
