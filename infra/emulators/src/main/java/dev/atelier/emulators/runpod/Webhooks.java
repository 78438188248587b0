package dev.atelier.emulators.runpod;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of ends: a POST of the job, unsigned, to be answered with 200; otherwise there are two more tries, ten seconds
 * apart. Only addresses of this machine are called.
 */
public final class Webhooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final int TRIES = 3;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("runpod-webhook-", 0).factory());
    private final List<String> addresses = new CopyOnWriteArrayList<>();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private volatile int copies = 1;
    private volatile Duration pause = Duration.ofSeconds(10);

    Webhooks() {}

    /** Each end is told so many times; 0 for never. */
    public void copies(int each) {
        copies = each;
    }

    /** How long to wait before a webhook that was not answered with 200 is sent again. */
    public void pause(Duration beforeNextTry) {
        pause = beforeNextTry;
    }

    /** The webhook addresses of all jobs so far, in order. */
    public List<String> addresses() {
        return List.copyOf(addresses);
    }

    /** The statuses of the answers so far; 0 for none. */
    public List<Integer> answers() {
        return List.copyOf(answers);
    }

    /** Somebody who knows an address sends it a body. Gives the answer's status. */
    public int forge(String address, String body) throws InterruptedException {
        return post(address, body);
    }

    void note(String address) {
        addresses.add(address);
    }

    /** Tells without waiting. */
    void tell(Job job) {
        job.asked.webhook().ifPresent(address -> {
            String body = JobView.webhook(job).toString();
            for (int i = 0; i < copies; i++) {
                submit(address, body);
            }
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.shutdownNow();
    }

    private void submit(String address, String body) {
        try {
            threads.execute(() -> tell(address, body));
        } catch (RejectedExecutionException e) {
            LOG.debug("runpod: closed before a webhook was sent");
        }
    }

    private void tell(String address, String body) {
        try {
            for (int i = 0; i < TRIES && post(address, body) != 200; i++) {
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int post(String address, String body) throws InterruptedException {
        int status = 0;
        try {
            URI uri = URI.create(address);
            if (HERE.contains(String.valueOf(uri.getHost()))) {
                HttpRequest request = HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
                status = http.send(request, BodyHandlers.discarding()).statusCode();
            } else {
                LOG.warn("runpod: a webhook to {} was not sent: it is not on this machine", uri.getHost());
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("runpod: no answer to a webhook: {}", e.toString());
        }
        answers.add(status);
        return status;
    }
}
