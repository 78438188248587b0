package dev.atelier.gpu.comfyui;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.gpu.backend.RunFailureException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hands a graph to the server under an id of our own, once: the server does not tell a second sending from a new run, so
 * after a lost answer it is asked for the id before anything is sent again. {@code number} is never sent: two equal ones
 * kill the server's worker.
 */
final class Submission {
    private static final int SENDINGS_MAX = 3;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    /**
     * What is handed in.
     *
     * @param client the web socket's id; without one the run's events go to nobody, or to everybody
     * @param extra what the server keeps beside the graph
     */
    record Prompt(ObjectNode graph, String client, ObjectNode extra) {}

    private final ComfyUiHttp http;
    private final RunLookup lookup;
    private final ComfyUiSettings settings;
    private final Refusal refusal;

    Submission(ComfyUiHttp http, RunLookup lookup, ComfyUiSettings settings, Refusal refusal) {
        this.http = http;
        this.lookup = lookup;
        this.settings = settings;
        this.refusal = refusal;
    }

    /**
     * Returns when the server has the run.
     *
     * @param id canonical lower-case uuid; anything else is refused by newer servers
     * @return the run's id at the server: ours, but for servers so old that they choose it themselves
     */
    String submit(String id, Prompt prompt) throws RunFailureException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("prompt", prompt.graph());
        body.put("client_id", prompt.client());
        body.put("prompt_id", id);
        body.set("extra_data", prompt.extra());
        boolean perhapsTaken = false;
        for (int sending = 1; sending <= SENDINGS_MAX; sending++) {
            try {
                return judge(id, http.post("/prompt", body));
            } catch (NoAnswerException e) {
                perhapsTaken |= e.sent();
                if (!perhapsTaken) {
                    throw new RunFailureException(FailureReason.BACKEND_UNAVAILABLE, String.valueOf(e.getMessage()), e);
                }
                if (isThere(id)) {
                    return id;
                }
            }
        }
        throw new RunFailureException(
                FailureReason.CONNECTION_LOST, "the server hung up on the run " + SENDINGS_MAX + " times");
    }

    /** Whether the server knows the run; "no" only if it says so for as long as an entry may take to appear. */
    private boolean isThere(String id) throws RunFailureException, InterruptedException {
        Instant end = Instant.now().plus(settings.requestTimeout());
        @Nullable Instant unknownSince = null;
        while (Instant.now().isBefore(end)) {
            switch (lookup.look(id)) {
                case RunState.Unknown _ -> {
                    Instant now = Instant.now();
                    unknownSince = unknownSince == null ? now : unknownSince;
                    if (!now.isBefore(unknownSince.plus(settings.settleTime()))) {
                        return false;
                    }
                }
                case RunState.Away _ -> unknownSince = null;
                case RunState.Idle _, RunState.Waiting _, RunState.Executing _, RunState.Ended _ -> {
                    return true;
                }
            }
            Thread.sleep(LOOK_AGAIN);
        }
        throw new RunFailureException(
                FailureReason.SUBMISSION_UNKNOWN, "the server may have the run, and cannot be asked");
    }

    private String judge(String id, Reply reply) throws RunFailureException, InterruptedException {
        return switch (reply.status()) {
            case 200 -> {
                String taken = reply.json().path("prompt_id").asString(id);
                if (!reply.json().path("node_errors").isEmpty()) {
                    new Stopping(http).tryStop(taken);
                    throw refusal.read(reply.json());
                }
                yield taken;
            }
            case 400 -> throw refusal.read(reply.json());
            case 429 -> throw failure(FailureReason.BACKEND_OVERLOADED, reply);
            case 413 -> throw failure(FailureReason.WORKFLOW_REJECTED, reply);
            case 500 -> {
                // Our graph is well-formed, so this is a graph that the server cannot stand; it may be queued all the
                // same.
                new Stopping(http).tryStop(id);
                throw failure(FailureReason.WORKFLOW_REJECTED, reply);
            }
            default -> throw failure(FailureReason.BACKEND_UNAVAILABLE, reply);
        };
    }

    private static RunFailureException failure(FailureReason reason, Reply reply) {
        return new RunFailureException(reason, "POST /prompt: " + reply.status());
    }
}
