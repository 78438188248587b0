package dev.atelier.gpu.runpod;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.gpu.backend.RunControl;
import dev.atelier.gpu.backend.RunFailureException;
import dev.atelier.gpu.runpod.RunPodHttp.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits a job, once. RunPod has no idempotency key, chooses the id itself and offers no list of jobs, so a submission
 * whose answer is lost can be neither looked up nor repeated without risking a second job: it fails as
 * {@code SUBMISSION_UNKNOWN}, and the next attempt makes a job of its own. If the answer comes late after all, the job
 * that it names is cancelled. Only what was certainly not taken (429, or 503 with a time to come again) is sent again.
 */
final class Submission {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");
    /** What may be put into a path. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final RunPodHttp http;
    private final RunPodSettings settings;

    Submission(RunPodHttp http, RunPodSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    /** The job's id; empty if it was cancelled before it was sent. */
    Optional<String> submit(byte[] body, RunControl control) throws RunFailureException, InterruptedException {
        Instant end = Instant.now().plus(settings.throttlePatience());
        while (!control.isCancelRequested()) {
            Duration closed = http.closedFor(Operation.RUN);
            if (Instant.now().plus(closed).isAfter(end)) {
                throw new RunFailureException(
                        FailureReason.BACKEND_OVERLOADED, "RunPod takes no jobs for " + closed.toSeconds() + " s");
            }
            if (closed.isPositive()) {
                control.pause(closed);
                continue;
            }
            Optional<String> id = judge(send(body));
            if (id.isPresent()) {
                return id;
            }
        }
        return Optional.empty();
    }

    private Reply send(byte[] body) throws RunFailureException, InterruptedException {
        CompletableFuture<Reply> pending = http.run(body);
        try {
            return pending.get(settings.requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            giveUp(pending);
            throw e;
        } catch (TimeoutException e) {
            giveUp(pending);
            throw noAnswer(e);
        } catch (ExecutionException e) {
            throw noAnswer(e);
        }
    }

    private static RunFailureException noAnswer(Exception failure) {
        NoAnswerException why = RunPodHttp.noAnswer("POST /run", failure);
        String what = String.valueOf(why.getMessage());
        return why.sent() ? unknown(what) : new RunFailureException(FailureReason.BACKEND_UNAVAILABLE, what, why);
    }

    /** The id; empty if the job was certainly not taken and may be sent again. */
    private Optional<String> judge(Reply reply) throws RunFailureException {
        if (reply.isOk()) {
            return Optional.of(id(reply).orElseThrow(() -> unknown("POST /run: an answer without an id")));
        }
        String what = "POST /run: " + reply.status();
        return switch (reply.status()) {
            case 429 -> Optional.empty();
            case 503 -> {
                if (reply.retryAfter().isPresent()) {
                    yield Optional.empty();
                }
                throw unknown(what);
            }
            case 400 ->
                throw new RunFailureException(
                        FailureReason.WORKFLOW_REJECTED,
                        what + " " + WorkerErrors.detail(WorkerErrors.texts(reply.json())));
            case 413 -> throw new RunFailureException(FailureReason.INVALID_INPUT, what);
            default ->
                throw reply.status() >= 500
                        ? unknown(what)
                        : new RunFailureException(FailureReason.BACKEND_UNAVAILABLE, what);
        };
    }

    /** Whoever answers late is told at once that nobody waits for the job. */
    private void giveUp(CompletableFuture<Reply> pending) {
        http.attend(pending);
        var _ = pending.thenAccept(reply -> id(reply).ifPresent(http::cancelUnattended));
    }

    private static Optional<String> id(Reply reply) {
        return Optional.of(reply.json().path("id").asString(""))
                .filter(id -> reply.isOk() && ID.matcher(id).matches());
    }

    private static RunFailureException unknown(String why) {
        LOG.warn("RunPod may have taken a job whose id is not known: {}", why);
        return new RunFailureException(FailureReason.SUBMISSION_UNKNOWN, why);
    }
}
