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

    /**
     * The WebSockets that are open stay so and hear nothing more, as when the server forgets a client id; new ones do.
     */
    void deafenSockets();

    /** How many WebSockets would hear something. */
    int listeners();

    /** After its last message a prompt says its progress once more, until called with false. */
    void lateProgress(boolean late);

    /**
     * Interrupts take effect only at the border of nodes, as in a node that reports no progress; in the last node they
     * come too late, and the prompt succeeds. Until called with false.
     */
    void ignoreInterrupts(boolean ignored);

    /** WebSockets stay open and say nothing any more, until called with false. */
    void silence(boolean silent);

    /** Everything that WebSockets say they say twice, until called with false. */
    void repeatMessages(boolean twice);

    /** The next prompt that ends gets into no history: its id is unknown, though its files are there. */
    void loseNext();

    /** The next POST /prompt is taken and queued, but its connection is cut instead of answered. */
    void dropNextPromptAnswer();

    /** The next POST /prompt is taken, then the process dies as in {@link #forgetEverything()} instead of answering. */
    void restartOnNextPrompt();

    /** The next prompt is queued twice, as if a retry on the way had sent it again. */
    void takeNextPromptTwice();

    /** That many of the next requests, whatever they ask for, are answered with this status and nothing else. */
    void answerNext(int requests, int status);

    /** As {@link #answerNext(int, int)}, with a header {@code Retry-After}. */
    void answerNext(int requests, int status, Duration retryAfter);

    /** The next body of GET /view comes in two halves with this pause between them. */
    void slowNextFile(Duration pause);

    /** The next body of GET /view ends in the middle, though its whole length was announced. */
    void cutNextFile();

    /** The next GET /view finds nothing, as if somebody had swept the output folder. */
    void loseNextFile();

    /** The worker thread dies: prompts are still taken with 200, and none of them ever runs; a restart helps. */
    void stopWorker();
}
