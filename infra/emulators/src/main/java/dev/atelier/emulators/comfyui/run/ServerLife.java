package dev.atelier.emulators.comfyui.run;

import dev.atelier.emulators.comfyui.Folders;
import dev.atelier.emulators.comfyui.image.MemoryLimit;
import dev.atelier.emulators.comfyui.node.NodeCatalogue;
import dev.atelier.emulators.comfyui.python.PythonError;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Everything that a ComfyUI process keeps in memory, and its one worker thread. A restart begins a new life. */
public final class ServerLife {

    private static final Logger LOG = LoggerFactory.getLogger(ServerLife.class);

    private final EventSink events;
    private final PromptQueue queue;
    private final AtomicLong numbers = new AtomicLong();
    private final RunToken token = new RunToken();
    private final Workshop workshop;
    private final Clock clock = Clock.systemUTC();
    private final Thread worker;
    private volatile @Nullable JsonNode clientId;
    private volatile @Nullable String currentNode;

    public ServerLife(
            NodeCatalogue catalogue, Folders folders, MemoryLimit memory, RunFaults faults, EventSink events) {
        this.events = events;
        this.queue = new PromptQueue(this::tellRemaining);
        this.workshop =
                new Workshop(catalogue, folders, memory, new ExecutionCache(), faults, node -> currentNode = node);
        this.worker = Thread.ofPlatform().daemon().name("comfyui-worker").unstarted(this::work);
    }

    public void begin() {
        worker.start();
    }

    public PromptQueue queue() {
        return queue;
    }

    /** The counter of submitted prompts; a refused one uses up a number too. */
    public long nextNumber() {
        return numbers.getAndIncrement();
    }

    /** Interrupts whatever runs; without effect on a prompt that begins later. */
    public void interrupt() {
        token.interrupt();
        workshop.faults().wake();
    }

    /** The node that runs for this client, which hears of it when it connects late; null if none does. */
    public @Nullable String nodeRunningFor(String client) {
        JsonNode id = clientId;
        return id != null && id.isString() && id.stringValue().equals(client) ? currentNode : null;
    }

    /** The process is gone: the running prompt ends without a word and without a trace. */
    public void end() {
        token.kill();
        workshop.faults().wake();
        worker.interrupt();
    }

    /** The message {@code status} and the answer of {@code GET /prompt}. */
    public static ObjectNode remaining(int prompts) {
        ObjectNode info = JsonNodeFactory.instance.objectNode();
        info.putObject("exec_info").put("queue_remaining", prompts);
        return info;
    }

    private void tellRemaining(int prompts) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.set("status", remaining(prompts));
        events.send("status", data, null);
    }

    private void work() {
        try {
            while (!token.isKilled()) {
                work(queue.take(workshop.cache()::clear, token::begin));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (PythonError e) {
            // As in ComfyUI: two prompts that cannot be compared kill the worker, and nothing runs any more.
            LOG.warn("comfyui: the worker thread died of a {}: {}", e.type(), e.text());
        }
    }

    private void work(PromptItem item) throws InterruptedException {
        clientId = item.clientId();
        RunMessages messages = new RunMessages(events, clock, item);
        PromptRun run = new PromptRun(workshop, token, item, messages);
        ObjectNode entry = run.execute();
        currentNode = null;
        workshop.faults().beforeHistory(token);
        if (token.isKilled()) {
            return;
        }
        if (workshop.faults().takesLoss()) {
            queue.lose();
        } else {
            queue.done(item, entry);
        }
        messages.executing(null);
        if (workshop.faults().isProgressLate()) {
            run.tellProgress();
        }
    }
}
