package dev.atelier.emulators.comfyui.run;

import dev.atelier.emulators.comfyui.Faults.Failure;
import dev.atelier.emulators.comfyui.image.MemoryLimit;
import dev.atelier.emulators.comfyui.node.NodeCall;
import dev.atelier.emulators.comfyui.node.NodeResult;
import dev.atelier.emulators.comfyui.python.PythonError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One execution of a prompt, from {@code execution_start} to its last message. */
final class PromptRun {

    private final Workshop workshop;
    private final RunToken token;
    private final PromptItem item;
    private final RunMessages messages;
    private final Progress progress;
    private final List<String> executed = new ArrayList<>();
    private final ObjectNode outputs;
    private final ObjectNode meta;

    PromptRun(Workshop workshop, RunToken token, PromptItem item, RunMessages messages) {
        this.workshop = workshop;
        this.token = token;
        this.item = item;
        this.messages = messages;
        this.progress = new Progress(item.id(), messages::progress);
        this.outputs = messages.data();
        this.meta = messages.data();
    }

    /** Executes, and gives the entry for the history. */
    ObjectNode execute() throws InterruptedException {
        messages.status("execution_start", messages.data().put("prompt_id", item.id()), false);
        RunGraph graph = new RunGraph(workshop, item.prompt());
        tellCached(graph);
        boolean succeeded = workshop.faults().takesEmptySuccess() || executeNodes(graph);
        if (succeeded) {
            messages.status("execution_success", messages.data().put("prompt_id", item.id()), false);
        }
        return entry(succeeded);
    }

    /** Says where it is once more. */
    void tellProgress() {
        progress.tell();
    }

    private void tellCached(RunGraph graph) {
        ObjectNode data = messages.data();
        ArrayNode nodes = data.putArray("nodes");
        graph.nodes().stream().filter(graph::isCached).forEach(nodes::add);
        messages.status("execution_cached", data.put("prompt_id", item.id()), false);
    }

    private boolean executeNodes(RunGraph graph) throws InterruptedException {
        ExecutionPlan plan = new ExecutionPlan(graph.prompt(), workshop.catalogue(), item.outputs(), graph::isCached);
        while (!plan.isEmpty()) {
            String node = plan.next();
            try {
                executeNode(graph, node);
            } catch (RunToken.Stopped e) {
                if (!token.isKilled()) {
                    messages.status("execution_interrupted", failed(graph, node), true);
                }
                return false;
            } catch (PythonError e) {
                tellError(graph, node, e);
                return false;
            }
        }
        return true;
    }

    private void executeNode(RunGraph graph, String node) throws InterruptedException, RunToken.Stopped {
        ExecutionCache.Entry cached = graph.cached(node).orElse(null);
        if (cached != null) {
            messages.executed(
                    node, cached.shown() == null ? null : cached.shown().get("output"));
            show(node, cached.shown());
            progress.cached(node);
            return;
        }
        progress.started(node);
        workshop.nodeBegins(node);
        messages.executing(node);
        workshop.faults().pass(graph.nodeClass(node), token);
        workshop.faults().nextFailure().ifPresent(PromptRun::fail);
        NodeResult result = call(graph, node);
        ObjectNode shown = shown(node, result);
        if (shown != null) {
            messages.executed(node, shown.get("output"));
            show(node, shown);
        }
        graph.keep(node, new ExecutionCache.Entry(result, shown));
        progress.finished(node);
        executed.add(node);
    }

    private NodeResult call(RunGraph graph, String node) {
        NodeCall call = new NodeCall(
                graph.links(node),
                graph.inputs(node),
                graph.prompt(),
                item.extraData().get("extra_pnginfo"),
                workshop.cache().previewSuffix(node),
                workshop.folders(),
                workshop.memory());
        try {
            return workshop.catalogue().function(graph.nodeClass(node)).run(call);
        } catch (IOException e) {
            throw new PythonError("OSError", String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            throw MemoryLimit.refusal(Runtime.getRuntime().maxMemory());
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            throw PythonError.runtimeError(e.toString());
        }
    }

    private @Nullable ObjectNode shown(String node, NodeResult result) {
        if (result.shown() == null) {
            return null;
        }
        ObjectNode shown = messages.data();
        shown.putObject("meta")
                .put("node_id", node)
                .put("display_node", node)
                .putNull("parent_node")
                .put("real_node_id", node);
        shown.set("output", result.shown());
        return shown;
    }

    private void show(String node, @Nullable ObjectNode shown) {
        if (shown != null) {
            outputs.set(node, shown.get("output"));
            meta.set(node, shown.get("meta"));
        }
    }

    private void tellError(RunGraph graph, String node, PythonError e) {
        ObjectNode data = failed(graph, node);
        boolean isOutOfMemory = e.type().equals(Workshop.OUT_OF_MEMORY_TYPE);
        data.put("exception_message", e.text() + "\n" + (isOutOfMemory ? Workshop.OUT_OF_MEMORY_TIPS : ""));
        data.put("exception_type", e.type());
        data.putArray("traceback");
        data.set("current_inputs", graph.told(node, item.extraData()));
        graph.nodes().forEach(data.putArray("current_outputs")::add);
        messages.status("execution_error", data, false);
    }

    private ObjectNode failed(RunGraph graph, String node) {
        ObjectNode data = messages.data().put("prompt_id", item.id()).put("node_id", node);
        data.put("node_type", graph.nodeClass(node));
        executed.forEach(data.putArray("executed")::add);
        return data;
    }

    private ObjectNode entry(boolean succeeded) {
        ObjectNode entry = messages.data();
        entry.set("prompt", item.toJson());
        entry.set("outputs", outputs);
        ObjectNode status = entry.putObject("status");
        status.put("status_str", succeeded ? "success" : "error").put("completed", succeeded);
        status.set("messages", messages.status());
        entry.set("meta", meta);
        return entry;
    }

    private static void fail(Failure failure) {
        throw switch (failure) {
            case OUT_OF_MEMORY -> new PythonError(Workshop.OUT_OF_MEMORY_TYPE, Workshop.OUT_OF_MEMORY_TEXT);
            case ERROR -> PythonError.runtimeError("scripted failure of a node");
        };
    }
}
