package dev.atelier.emulators.comfyui;

import java.time.Duration;

/** What can go wrong on purpose. Tests script it through {@link ComfyUiEmulator#faults()}; at first nothing does. */
public interface Faults {

    /** How a node fails. */
    enum Failure {
        /** {@code torch.OutOfMemoryError}, with the text and the tips of a GPU that is out of memory. */
        OUT_OF_MEMORY,
        /** A {@code RuntimeError} of the node. */
        ERROR
    }

    /** From now on a prompt stops inside its first node that is not cached; it can still be interrupted there. */
    void holdRuns();

    /** As {@link #holdRuns()}, but only nodes of this class hold, as a sampler in the middle of a graph does. */
    void holdRunsIn(String nodeClass);

    /** Lets held prompts go on, and those that come. */
    void releaseRuns();

    /** Waits until a prompt is held; false if none was in time. */
    boolean awaitHeldRun(Duration timeout) throws InterruptedException;

    /** Every node takes this much longer. An interrupt ends the waiting, as it does in a node that reports progress. */
    void delayPerNode(Duration delay);

    /** The next node that is really executed fails. Calls add up: two calls fail two prompts. */
    void failNext(Failure failure);

    /** The next prompt ends as a success with no outputs, without executing anything. */
    void succeedWithoutOutput();

    /**
     * How long after {@code execution_success} (or its bad siblings) the history still says {@code {}}. The real server
     * was seen to need up to 10 ms; the default is 4 ms, so that nobody relies on the contrary.
     */
    void historyDelay(Duration delay);

    /**
     * The process dies and is back at once: connections cut, queue, history, cache and running prompts gone, numbers
     * from 0, the temp folder empty, input and output as they were. Scripted faults stay.
     */
    void forgetEverything();

    /** Cuts every WebSocket without a close frame (clients see 1006), as a broken network does. */
    void dropConnections();

    /** WebSockets stay open and say nothing any more, until called with false. */
    void silence(boolean silent);

    /** Everything that WebSockets say they say twice, until called with false. */
    void repeatMessages(boolean twice);

    /** The next prompt that ends gets into no history: its id is unknown, though its files are there. */
    void loseNext();

    /** The next POST /prompt is taken and queued, but its connection is cut instead of answered. */
    void dropNextPromptAnswer();

    /** That many of the next requests, whatever they ask for, are answered with this status and nothing else. */
    void answerNext(int requests, int status);

    /** The worker thread dies: prompts are still taken with 200, and none of them ever runs; a restart helps. */
    void stopWorker();
}
