package dev.atelier.chaos.customer;

import dev.atelier.bench.http.HttpAnswer;
import dev.atelier.bench.http.HttpRequest;
import dev.atelier.bench.stage.People;
import dev.atelier.bench.stage.People.Person;
import dev.atelier.chaos.customer.Promises.Promise;
import dev.atelier.chaos.stage.Orders;
import dev.atelier.chaos.stage.Pause;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.user.UserId;
import dev.atelier.wire.WireJson;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * People who order at a fixed rate, whatever became of the orders before. Who gets no answer asks again under the same
 * idempotency key until there is one, as the API tells clients to. Some cancel, some ask twice, some retry what failed,
 * and in the end most leave what they still wait for. What each of them does follows from the seed.
 */
public final class Customers {
    private static final int ACCEPTED = 202;
    private static final long ASK_AGAIN_MILLIS = 400;
    private static final long ASK_AGAIN_MILLIS_MAX = 40_000;
    private static final int BROKEN_PERCENT = 3;
    private static final int REPEAT_PERCENT = 10;
    private static final int CANCEL_PERCENT = 8;
    /** Strikes leave the GPU servers time for a fraction of what is ordered; most of the rest is not waited for. */
    private static final int IMPATIENT_PERCENT = 90;

    private static final int LEAVING_AT_ONCE = 16;
    private static final int RETRY_LOOKS = 10;
    private static final long RETRY_MILLIS = 3_000;
    private static final int COLOURS = 1 << 24;

    private final long seed;
    private final People people;
    private final Replicas replicas;
    private final Promises promises;
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Queue<Promise> notWaitedFor = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger refusedForNow = new AtomicInteger();
    private final AtomicInteger repeats = new AtomicInteger();
    private final AtomicInteger suppressed = new AtomicInteger();
    private final AtomicInteger cancels = new AtomicInteger();
    private final AtomicInteger retries = new AtomicInteger();
    private volatile boolean givingUp;

    public Customers(long seed, People people, Replicas commandSide, Promises promises) {
        this.seed = seed;
        this.people = people;
        this.replicas = commandSide;
        this.promises = promises;
    }

    /**
     * Orders for {@code length}; returns when everybody has what they wanted, or {@code patience} later.
     *
     * @param perSecond orders, beside what they lead to
     */
    public void order(double perSecond, Duration length, Duration patience) {
        long begin = System.nanoTime();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            long count = Math.round(perSecond * length.toMillis() / 1_000);
            for (int number = 0; number < count; number++) {
                Pause.until(begin + Math.round(number * 1e9 / perSecond));
                int order = number;
                open.incrementAndGet();
                executor.execute(() -> serve(order));
            }
            end(executor, patience);
        }
    }

    private void end(ExecutorService executor, Duration patience) {
        executor.shutdown();
        try {
            givingUp = !executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Those who do not wait cancel what they ordered, whatever became of it; returns when everybody has an answer, or
     * {@code patience} later.
     */
    public void leave(Duration patience) {
        givingUp = false;
        try (ExecutorService executor = Executors.newFixedThreadPool(LEAVING_AT_ONCE)) {
            notWaitedFor.forEach(job -> executor.execute(() -> cancel(people.of(job.owner()), job.jobId())));
            end(executor, patience);
        }
    }

    private void serve(int number) {
        try {
            order(number);
        } catch (RuntimeException e) {
            complaints.add("order " + number + ": " + e);
        } finally {
            open.decrementAndGet();
        }
    }

    private void order(int number) {
        Random chance = new Random(seed * 31 + number);
        int owner = chance.nextInt(people.count());
        boolean broken = chance.nextInt(100) < BROKEN_PERCENT;
        Person person = people.of(owner);
        String key = "chaos-" + number;
        byte[] request = HttpRequest.post(
                "/api/jobs",
                person.token(),
                "Idempotency-Key: " + key + "\r\n",
                Orders.of(broken ? Orders.BROKEN : Orders.SQUARE, chance.nextInt(COLOURS)));
        HttpAnswer answer = ask(request, "order " + number);
        if (answer.status() != ACCEPTED) {
            return;
        }
        String jobId = jobId(answer);
        promises.add(new Promise(jobId, owner));
        String expected =
                JobId.of(UserId.parse(person.userId()), "/api/jobs", key).toString();
        if (!jobId.equals(expected)) {
            complaints.add("order " + number + " is " + jobId + " and should be " + expected);
        }
        if (chance.nextInt(100) < REPEAT_PERCENT) {
            Pause.millis(chance.nextLong(2_000));
            repeat(request, jobId);
        }
        int mood = chance.nextInt(100);
        if (mood < CANCEL_PERCENT) {
            Pause.millis(chance.nextLong(1_500));
            cancel(person, jobId);
        }
        if (broken) {
            retry(person, owner, jobId);
        } else if (mood >= 100 - IMPATIENT_PERCENT) {
            notWaitedFor.add(new Promise(jobId, owner));
        }
    }

    /** The same request once more must lead to the same job. */
    private void repeat(byte[] request, String jobId) {
        HttpAnswer answer = ask(request, "repetition of " + jobId);
        repeats.incrementAndGet();
        if (answer.status() == ACCEPTED && jobId(answer).equals(jobId)) {
            suppressed.incrementAndGet();
        } else if (!givingUp) {
            complaints.add("the repetition of " + jobId + " is " + answer.status() + " " + answer.text());
        }
    }

    private void cancel(Person person, String jobId) {
        HttpAnswer answer =
                ask(HttpRequest.post("/api/jobs/" + jobId + "/cancel", person.token(), "", "{}"), "cancel of " + jobId);
        if (answer.isGood()) {
            cancels.incrementAndGet();
        }
    }

    /** What has not failed yet cannot be retried (409): the person looks again a few times. */
    private void retry(Person person, int owner, String jobId) {
        byte[] request =
                HttpRequest.post("/api/jobs/" + jobId + "/retry", person.token(), "Idempotency-Key: again\r\n", "{}");
        for (int look = 0; look < RETRY_LOOKS && !givingUp; look++) {
            Pause.millis(RETRY_MILLIS);
            HttpAnswer answer = ask(request, "retry of " + jobId);
            if (answer.status() == ACCEPTED) {
                promises.add(new Promise(jobId(answer), owner));
                retries.incrementAndGet();
                repeat(request, jobId(answer));
                return;
            }
        }
    }

    /** Until there is an answer that is not about the moment; 599 when nobody waits for one any more. */
    private HttpAnswer ask(byte[] request, String what) {
        for (long pause = ASK_AGAIN_MILLIS; !givingUp; pause = Math.min(2 * pause, ASK_AGAIN_MILLIS_MAX)) {
            try {
                HttpAnswer answer = replicas.send(request);
                if (answer.isGood() || answer.status() == 409) {
                    return answer;
                }
                if (answer.status() != 429 && answer.status() != 503) {
                    complaints.add(what + ": " + answer.status() + " " + answer.text());
                    return answer;
                }
                refusedForNow.incrementAndGet();
            } catch (IOException e) {
                unanswered.incrementAndGet();
            }
            Pause.millis(pause);
        }
        return new HttpAnswer(599, "", "", false, new byte[0]);
    }

    private static String jobId(HttpAnswer answer) {
        return WireJson.mapper().readTree(answer.body()).path("id").asString();
    }

    /** Answers that no client should get; each is a fault of the platform. */
    public Queue<String> complaints() {
        return complaints;
    }

    /** Orders that are not through. */
    public int open() {
        return open.get();
    }

    /** What happened beside orders, by the names that are printed. */
    public Map<String, Integer> counts() {
        return new TreeMap<>(Map.of(
                "requests.unanswered", unanswered.get(),
                "requests.refused-for-now", refusedForNow.get(),
                "requests.repeated", repeats.get(),
                "duplicates.suppressed", suppressed.get(),
                "cancels.answered", cancels.get(),
                "retries.accepted", retries.get()));
    }
}
