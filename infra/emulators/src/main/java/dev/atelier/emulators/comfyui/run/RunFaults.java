package dev.atelier.emulators.comfyui.run;

import dev.atelier.emulators.comfyui.Faults.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;

/** The scripted faults of running prompts. */
public final class RunFaults {

    private static final Duration HISTORY_DELAY = Duration.ofMillis(4);

    private final Deque<Failure> failures = new ArrayDeque<>();
    private Predicate<String> holds = nodeClass -> false;
    private int held;
    private Duration delay = Duration.ZERO;
    private Duration historyDelay = HISTORY_DELAY;
    private boolean late;
    private boolean deaf;
    private int emptySuccesses;
    private int losses;

    /** Nodes of these classes wait until the answer is another one. */
    public synchronized void hold(Predicate<String> nodeClasses) {
        holds = nodeClasses;
        notifyAll();
    }

    public synchronized boolean awaitHeld(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (held == 0) {
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

    public synchronized void lose() {
        losses++;
    }

    public synchronized void lateProgress(boolean afterTheEnd) {
        late = afterTheEnd;
    }

    public synchronized void ignoreInterrupts(boolean insideNodes) {
        deaf = insideNodes;
        notifyAll();
    }

    synchronized boolean isProgressLate() {
        return late;
    }

    /** Somebody stopped a prompt that may be waiting here. */
    synchronized void wake() {
        notifyAll();
    }

    /** Called inside a node: waits as long as the script wants, or until the prompt is stopped. */
    synchronized void pass(String nodeClass, RunToken token) throws InterruptedException, RunToken.Stopped {
        // Before a node ComfyUI always looks, whatever the node does.
        token.check();
        long end = System.nanoTime() + delay.toNanos();
        while (!isStopped(token) && end > System.nanoTime()) {
            sleep(end - System.nanoTime());
        }
        if (holds.test(nodeClass)) {
            hold(nodeClass, token);
        }
        if (isStopped(token)) {
            token.check();
        }
    }

    /** A node that reports no progress hears of an interrupt only when it is over. */
    private boolean isStopped(RunToken token) {
        return deaf ? token.isKilled() : token.isStopped();
    }

    private void hold(String nodeClass, RunToken token) throws InterruptedException {
        held++;
        notifyAll();
        try {
            while (!isStopped(token) && holds.test(nodeClass)) {
                wait();
            }
        } finally {
            held--;
        }
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

    synchronized boolean takesLoss() {
        boolean takes = losses > 0;
        losses -= takes ? 1 : 0;
        return takes;
    }

    private void sleep(long nanos) throws InterruptedException {
        wait(Math.max(1, Duration.ofNanos(nanos).toMillis()));
    }
}
