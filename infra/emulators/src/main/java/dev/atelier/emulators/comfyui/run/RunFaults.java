package dev.atelier.emulators.comfyui.run;

import dev.atelier.emulators.comfyui.Faults.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The scripted faults of running prompts. */
public final class RunFaults {

    private static final Duration HISTORY_DELAY = Duration.ofMillis(4);

    private final Deque<Failure> failures = new ArrayDeque<>();
    private boolean held;
    private int waiting;
    private Duration delay = Duration.ZERO;
    private Duration historyDelay = HISTORY_DELAY;
    private int emptySuccesses;

    public synchronized void hold(boolean hold) {
        held = hold;
        notifyAll();
    }

    public synchronized boolean awaitHeld(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (!(held && waiting > 0)) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            sleep(left);
        }
        return true;
    }

    public synchronized void delay(Duration perNode) {
        delay = perNode;
        notifyAll();
    }

    public synchronized void historyDelay(Duration afterTheEnd) {
        historyDelay = afterTheEnd;
    }

    public synchronized void fail(Failure failure) {
        failures.add(failure);
    }

    public synchronized void succeedEmpty() {
        emptySuccesses++;
    }

    /** Somebody stopped a prompt that may be waiting here. */
    synchronized void wake() {
        notifyAll();
    }

    /** Called inside a node: waits as long as the script wants, or until the prompt is stopped. */
    synchronized void pass(RunToken token) throws InterruptedException, RunToken.Stopped {
        long end = System.nanoTime() + delay.toNanos();
        waiting++;
        notifyAll();
        try {
            while (!token.isStopped() && (held || end > System.nanoTime())) {
                sleep(held ? Long.MAX_VALUE : end - System.nanoTime());
            }
        } finally {
            waiting--;
        }
        token.check();
    }

    synchronized void beforeHistory(RunToken token) throws InterruptedException {
        long end = System.nanoTime() + historyDelay.toNanos();
        while (!token.isKilled() && end > System.nanoTime()) {
            sleep(end - System.nanoTime());
        }
    }

    synchronized Optional<Failure> nextFailure() {
        return Optional.ofNullable(failures.poll());
    }

    synchronized boolean takesEmptySuccess() {
        boolean takes = emptySuccesses > 0;
        emptySuccesses -= takes ? 1 : 0;
        return takes;
    }

    private void sleep(long nanos) throws InterruptedException {
        wait(Math.max(1, Duration.ofNanos(nanos).toMillis()));
    }
}
