package dev.atelier.emulators.runpod;

/**
 * What can be asked of an endpoint, with the documented limits; {@code 0} where none is documented.
 *
 * <p>Limits: runpod/docs, serverless/endpoints/operation-reference.
 */
public enum Operation {
    RUN("run", "POST", false, 1000, 200),
    RUNSYNC("runsync", "POST", false, 2000, 400),
    STATUS("status", "GET", true, 2000, 400),
    STREAM("stream", "GET", true, 2000, 400),
    CANCEL("cancel", "POST", true, 100, 20),
    RETRY("retry", "POST", true, 0, 0),
    PURGE_QUEUE("purge-queue", "POST", false, 2, 0),
    HEALTH("health", "GET", false, 0, 0),
    /** Fetching a result from the bucket: no operation of the platform, but it fails like one. */
    RESULT("result", "GET", true, 0, 0);

    final String path;
    final String method;
    final boolean takesId;
    final int perTenSeconds;
    final int atOnce;

    Operation(String path, String method, boolean takesId, int perTenSeconds, int atOnce) {
        this.path = path;
        this.method = method;
        this.takesId = takesId;
        this.perTenSeconds = perTenSeconds;
        this.atOnce = atOnce;
    }
}
