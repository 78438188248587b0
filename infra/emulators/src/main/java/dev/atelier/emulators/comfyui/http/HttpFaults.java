package dev.atelier.emulators.comfyui.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The scripted faults of the HTTP face. */
public final class HttpFaults {

    /** What happens after a prompt was taken. */
    public enum PromptFault {
        /** The connection is cut. */
        CUT,
        /** The process dies and is back. */
        RESTART,
        /** It is taken once more. */
        TWICE
    }

    /** What happens to a file on its way. */
    public sealed interface FileFault {
        record Slow(Duration pause) implements FileFault {}

        record Cut() implements FileFault {}

        record Lost() implements FileFault {}
    }

    private final Runnable restart;
    private final Queue<PromptFault> prompts = new ArrayDeque<>();
    private final Queue<FileFault> files = new ArrayDeque<>();
    private int statuses;
    private int status;
    private @Nullable Duration retryAfter;

    /** @param restart lets the process die and come back */
    public HttpFaults(Runnable restart) {
        this.restart = restart;
    }

    public synchronized void nextPrompt(PromptFault fault) {
        prompts.add(fault);
    }

    public synchronized void nextFile(FileFault fault) {
        files.add(fault);
    }

    /** @param after what {@code Retry-After} says; null for none */
    public synchronized void answerNext(int requests, int withStatus, @Nullable Duration after) {
        statuses = requests;
        status = withStatus;
        retryAfter = after;
    }

    void restart() {
        restart.run();
    }

    synchronized Optional<PromptFault> takesPromptFault() {
        return Optional.ofNullable(prompts.poll());
    }

    synchronized Optional<FileFault> takesFileFault() {
        return Optional.ofNullable(files.poll());
    }

    synchronized Optional<Answer> takesStatus() {
        if (statuses == 0) {
            return Optional.empty();
        }
        statuses--;
        Answer answer = Answer.empty(status);
        return Optional.of(
                retryAfter == null ? answer : answer.with("Retry-After", Long.toString(retryAfter.toSeconds())));
    }
}
