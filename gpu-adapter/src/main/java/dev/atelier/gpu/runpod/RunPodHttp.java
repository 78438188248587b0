package dev.atelier.gpu.runpod;

import dev.atelier.gpu.backend.LimitedFile;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RunPod's HTTP. The key goes to the endpoint and nowhere else: not to where results are, not into a message. HTTP/1.1
 * only, as the servers behind the gateway speak no other; redirects are never followed.
 */
final class RunPodHttp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    /** What has a limit of its own. */
    enum Operation {
        RUN,
        STATUS,
        CANCEL,
        HEALTH
    }

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final Map<Operation, RateGate> gates = new EnumMap<>(Operation.class);
    private final Set<CompletableFuture<?>> unattended = ConcurrentHashMap.newKeySet();
    private final RunPodSettings settings;

    RunPodHttp(RunPodSettings settings) {
        this.settings = settings;
        for (Operation operation : Operation.values()) {
            gates.put(operation, new RateGate(RandomGenerator.getDefault()));
        }
    }

    /** How long RunPod wants no requests for the operation; zero if it takes them. */
    Duration closedFor(Operation operation) {
        return gate(operation).closedFor(Instant.now());
    }

    Reply health() throws NoAnswerException, InterruptedException {
        return await(send(Operation.HEALTH, request("/health").GET()), "GET /health");
    }

    Reply status(String id) throws NoAnswerException, InterruptedException {
        return await(send(Operation.STATUS, request("/status/" + id).GET()), "GET /status");
    }

    Reply cancel(String id) throws NoAnswerException, InterruptedException {
        return await(send(Operation.CANCEL, request("/cancel/" + id).POST(BodyPublishers.noBody())), "POST /cancel");
    }

    /** Submits; the caller decides how long it waits, and what becomes of an answer that comes later. */
    CompletableFuture<Reply> run(byte[] body) {
        return send(
                Operation.RUN,
                request("/run")
                        .header("Content-Type", "application/json")
                        .timeout(settings.transferTimeout())
                        .POST(BodyPublishers.ofByteArray(body)));
    }

    /** Asks once to cancel a job that nobody waits for any longer, and does not wait for the answer. */
    void cancelUnattended(String id) {
        LOG.info("job {} is cancelled, nobody waits for it", id);
        attend(send(Operation.CANCEL, request("/cancel/" + id).POST(BodyPublishers.noBody())));
    }

    /** Closing waits a moment for this. */
    void attend(CompletableFuture<?> pending) {
        unattended.add(pending);
        var _ = pending.whenComplete((_, failure) -> {
            unattended.remove(pending);
            if (failure != null) {
                LOG.warn("not answered: {}", cause(failure).getClass().getSimpleName());
            }
        });
    }

    /** Fetches a file from wherever it is, without the key. The answer's status is returned; 200 means all is there. */
    int download(URI address, LimitedFile file) throws NoAnswerException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).GET().build();
        return await(client.sendAsync(request, file), "GET " + address.getHost(), settings.transferTimeout())
                .statusCode();
    }

    @Override
    public void close() {
        try {
            CompletableFuture.allOf(unattended.toArray(CompletableFuture[]::new))
                    .get(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("closed while jobs were still to be cancelled; they end by their own limits");
        }
        client.shutdownNow();
    }

    /** What a wait for an answer ended with. */
    static NoAnswerException noAnswer(String what, Throwable failure) {
        Throwable cause = cause(failure);
        boolean refused = cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
        return new NoAnswerException(!refused, what + ": " + cause.getClass().getSimpleName(), cause);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(settings.base() + path))
                .header("Authorization", "Bearer " + settings.key());
    }

    private CompletableFuture<Reply> send(Operation operation, HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), Reply.BYTES_MAX))
                .thenApply(answer -> noted(operation, Reply.of(answer, Instant.now())));
    }

    private Reply noted(Operation operation, Reply reply) {
        boolean isRefusal = reply.status() == 429
                || (reply.status() == 503 && reply.retryAfter().isPresent());
        if (isRefusal) {
            gate(operation).refused(reply.retryAfter(), Instant.now());
        } else if (reply.isOk()) {
            gate(operation).passed();
        }
        return reply;
    }

    private RateGate gate(Operation operation) {
        return Optional.ofNullable(gates.get(operation)).orElseThrow();
    }

    private Reply await(CompletableFuture<Reply> answer, String what) throws NoAnswerException, InterruptedException {
        return await(answer, what, settings.requestTimeout());
    }

    /** Bounds the whole exchange: the request's own timeout ends with the answer's headers. */
    private static <T> T await(CompletableFuture<T> answer, String what, Duration timeout)
            throws NoAnswerException, InterruptedException {
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw noAnswer(what, e);
        } finally {
            answer.cancel(true);
        }
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
