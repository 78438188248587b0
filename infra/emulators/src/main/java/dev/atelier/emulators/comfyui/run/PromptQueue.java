package dev.atelier.emulators.comfyui.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Queue, running prompt and history, in memory and under one lock, so that a prompt moves from one to the next
 * without a gap. Every change tells how many prompts are waiting or running.
 */
public final class PromptQueue {

    private static final int HISTORY_MAX = 10_000;

    /** What is waiting and what is running at one instant. */
    public record Snapshot(List<PromptItem> running, List<PromptItem> pending) {}

    private final PromptHeap heap = new PromptHeap();
    private final SequencedMap<String, ObjectNode> history = new LinkedHashMap<>();
    private final IntConsumer onChange;
    private @Nullable PromptItem running;
    private boolean cacheToBeFreed;

    PromptQueue(IntConsumer onChange) {
        this.onChange = onChange;
    }

    /** Queues a prompt; there is no check whether its id was seen before. */
    public synchronized void put(PromptItem item) {
        heap.push(item);
        changed();
        notifyAll();
    }

    /**
     * Waits for the next prompt and makes it the running one.
     *
     * @param begin runs before anybody can interrupt the prompt. The real server does it a moment later, so that an
     *     interrupt may get lost there; nothing is gained by repeating that
     */
    synchronized PromptItem take(Runnable freeCache, Runnable begin) throws InterruptedException {
        while (heap.size() == 0) {
            wait();
        }
        if (cacheToBeFreed) {
            cacheToBeFreed = false;
            freeCache.run();
        }
        PromptItem item = heap.pop();
        running = item;
        begin.run();
        changed();
        return item;
    }

    /** Moves the running prompt to the history; an older entry of the same id is replaced. */
    synchronized void done(PromptItem item, ObjectNode entry) {
        running = null;
        if (history.size() > HISTORY_MAX) {
            history.pollFirstEntry();
        }
        history.put(item.id(), entry);
        changed();
    }

    /** The running prompt ends and is in no list any more, as if its id had never been. */
    synchronized void lose() {
        running = null;
        changed();
    }

    public synchronized Snapshot snapshot() {
        return new Snapshot(running == null ? List.of() : List.of(running), heap.items());
    }

    public synchronized int remaining() {
        return heap.size() + (running == null ? 0 : 1);
    }

    /** Removes the first waiting prompt with this id; a running one is not touched. */
    public synchronized boolean delete(String id) {
        boolean found = heap.remove(item -> item.id().equals(id));
        if (found) {
            changed();
        }
        return found;
    }

    public synchronized void clear() {
        heap.clear();
        changed();
    }

    /** Interrupts if this prompt is the running one; nothing can come between the look and the deed. */
    public synchronized boolean interruptIfRunning(String id, Runnable interrupt) {
        if (running == null || !running.id().equals(id)) {
            return false;
        }
        interrupt.run();
        return true;
    }

    /** The node cache is dropped before the next prompt. */
    public synchronized void freeCache() {
        cacheToBeFreed = true;
    }

    public synchronized Optional<ObjectNode> history(String id) {
        return Optional.ofNullable(history.get(id));
    }

    /**
     * Finished prompts, oldest first.
     *
     * @param max at most so many; null for all
     * @param offset the first one; if negative and there is a maximum, the newest ones are meant
     */
    public synchronized Map<String, ObjectNode> history(@Nullable Integer max, int offset) {
        int from = offset < 0 && max != null ? history.size() - max : offset;
        Map<String, ObjectNode> out = new LinkedHashMap<>();
        int index = 0;
        for (var entry : history.entrySet()) {
            if (index++ >= from) {
                out.put(entry.getKey(), entry.getValue());
                if (max != null && out.size() >= max) {
                    break;
                }
            }
        }
        return out;
    }

    public synchronized void clearHistory() {
        history.clear();
    }

    public synchronized void deleteHistory(String id) {
        history.remove(id);
    }

    private void changed() {
        onChange.accept(remaining());
    }
}
