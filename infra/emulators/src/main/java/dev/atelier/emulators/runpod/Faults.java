package dev.atelier.emulators.runpod;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.JsonNodeFactory;

/** What can go wrong with jobs on purpose. Tests script it; at first nothing does. Calls add up. */
public final class Faults {
    /** How long anything here may have to be waited for. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Deque<Consumer<Job>> afterwards = new ArrayDeque<>();
    private final Deque<String> addresses = new ArrayDeque<>();
    private int deaths;
    private int lostOutputs;
    private int uploadFailures;
    private int finishesBeforeCancel;
    private boolean historyLost = true;
    private boolean bucket;

    /** The next worker that takes a job dies over it: once, and the platform tries again; twice, and it gives up. */
    public synchronized void killNextWorker() {
        deaths++;
    }

    /** The next job that is done is COMPLETED and has no output (worker-comfyui, issue 167). */
    public synchronized void loseNextOutput() {
        lostOutputs++;
    }

    /** The next picture cannot be put into the bucket: the worker says so beside the others. */
    public synchronized void failNextUpload() {
        uploadFailures++;
    }

    /** The next cancel finds that the job has ended on its own just before; held jobs are let go for that. */
    public synchronized void finishBeforeNextCancel() {
        finishesBeforeCancel++;
    }

    /** After its end the next job is in progress again, its output a text (runpod-python, issue 250). */
    public synchronized void progressAfterNextEnd() {
        afterwards.add(job -> {
            job.status = Job.Status.IN_PROGRESS;
            job.output = JsonNodeFactory.instance.stringNode("step 20 of 20");
        });
    }

    /** The next job ends twice: as it did, and then FAILED. */
    public synchronized void failAfterNextEnd() {
        afterwards.add(job -> {
            job.status = Job.Status.FAILED;
            job.output = null;
            job.error = "job timed out after 1 retries";
        });
    }

    /** Whether the worker looks into the history too early after an error, as it did in two of three recorded runs. */
    public synchronized void losesHistory(boolean loses) {
        historyLost = loses;
    }

    /** Whether workers put pictures into a bucket and give addresses, or give the pictures themselves. */
    public synchronized void useBucket(boolean uses) {
        bucket = uses;
    }

    /** The next picture in a bucket is said to be somewhere else. */
    public synchronized void nextAddress(String address) {
        addresses.add(address);
    }

    synchronized boolean takesDeath() {
        return deaths > 0 && deaths-- > 0;
    }

    synchronized boolean takesLostOutput() {
        return lostOutputs > 0 && lostOutputs-- > 0;
    }

    synchronized boolean takesUploadFailure() {
        return uploadFailures > 0 && uploadFailures-- > 0;
    }

    synchronized boolean takesFinishBeforeCancel() {
        return finishesBeforeCancel > 0 && finishesBeforeCancel-- > 0;
    }

    synchronized boolean losesHistory() {
        return historyLost;
    }

    synchronized boolean usesBucket() {
        return bucket;
    }

    synchronized Optional<String> takesAddress() {
        return Optional.ofNullable(addresses.poll());
    }

    synchronized Consumer<Job> takesAfterwards() {
        Consumer<Job> change = afterwards.poll();
        return change == null ? _ -> {} : change;
    }
}
