package dev.atelier.emulators.comfyui.run;

import dev.atelier.emulators.comfyui.Faults.Failure;
import dev.atelier.emulators.comfyui.image.ImageBatch;
import dev.atelier.emulators.comfyui.image.MemoryLimit;
import dev.atelier.emulators.comfyui.node.NodeCall;
import dev.atelier.emulators.comfyui.node.NodeResult;
import dev.atelier.emulators.comfyui.prompt.Input;
import dev.atelier.emulators.comfyui.python.PythonError;
import dev.atelier.emulators.comfyui.python.PythonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One execution of a prompt, from {@code execution_start} to its last message. */
final class PromptRun {

    private final Workshop workshop;
    private final RunToken token;
    private final PromptItem item;
    private final RunMessages messages;
    private final Progress progress;
    /** A copy: the hash of a loaded file gets in, which the history does not show. */
    private final ObjectNode prompt;

    private final Map<String, String> signatures;
    private final List<String> executed = new ArrayList<>();
    private final ObjectNode outputs;
    private final ObjectNode meta;

    PromptRun(Workshop workshop, RunToken token, PromptItem item, RunMessages messages) {
        this.workshop = workshop;
        this.token = token;
        this.item = item;
        this.messages = messages;
        this.progress = new Progress(item.id(), messages::progress);
        this.prompt = item.prompt().deepCopy();
        this.signatures = Signatures.of(prompt, workshop.folders());
        this.outputs = messages.data();
        this.meta = messages.data();
    }

    /** Executes, and gives the entry for the history. */
    ObjectNode execute() throws InterruptedException {
        messages.status("execution_start", messages.data().put("prompt_id", item.id()), false);
        workshop.cache().keepOnly(signatures.values(), signatures.keySet());
        tellCached();
        boolean succeeded = workshop.faults().takesEmptySuccess() || executeNodes();
        if (succeeded) {
            messages.status("execution_success", messages.data().put("prompt_id", item.id()), false);
        }
        return entry(succeeded);
    }

    private void tellCached() {
        ObjectNode data = messages.data();
        ArrayNode nodes = data.putArray("nodes");
        signatures.forEach((node, signature) -> {
            if (workshop.cache().find(signature).isPresent()) {
                nodes.add(node);
            }
        });
        messages.status("execution_cached", data.put("prompt_id", item.id()), false);
    }

    private boolean executeNodes() throws InterruptedException {
        ExecutionPlan plan = new ExecutionPlan(prompt, workshop.catalogue(), item.outputs(), this::isCached);
        while (!plan.isEmpty()) {
            String node = plan.next();
            try {
                executeNode(node);
            } catch (RunToken.Stopped e) {
                if (!token.isKilled()) {
                    messages.status("execution_interrupted", failed(node), true);
                }
                return false;
            } catch (PythonError e) {
                tellError(node, e);
                return false;
            }
        }
        return true;
    }

    private void executeNode(String node) throws InterruptedException, RunToken.Stopped {
        ExecutionCache.Entry cached = workshop.cache().find(signature(node)).orElse(null);
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
        workshop.faults().pass(nodeClass(node), token);
        workshop.faults().nextFailure().ifPresent(PromptRun::fail);
        NodeResult result = call(node);
        ObjectNode shown = shown(node, result);
        if (shown != null) {
            messages.executed(node, shown.get("output"));
            show(node, shown);
        }
        workshop.cache().keep(signature(node), new ExecutionCache.Entry(result, shown));
        progress.finished(node);
        executed.add(node);
    }

    private NodeResult call(String node) {
        String nodeClass = nodeClass(node);
        ObjectNode inputs = (ObjectNode) prompt.required(node).required("inputs");
        NodeCall call = new NodeCall(
                images(node),
                inputs,
                prompt,
                item.extraData().get("extra_pnginfo"),
                workshop.cache().previewSuffix(node),
                workshop.folders(),
                workshop.memory());
        try {
            return workshop.catalogue().function(nodeClass).run(call);
        } catch (IOException e) {
            throw new PythonError("OSError", String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            throw MemoryLimit.refusal(Runtime.getRuntime().maxMemory());
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            throw PythonError.runtimeError(e.toString());
        }
    }

    private Map<String, ImageBatch> images(String node) {
        JsonNode inputs = prompt.required(node).required("inputs");
        Map<String, ImageBatch> images = new LinkedHashMap<>();
        for (Input input : Input.of(declaration(node))) {
            JsonNode value = inputs.get(input.name());
            if (!input.is("IMAGE") || value == null) {
                continue;
            }
            if (!value.isArray()) {
                throw PythonError.attributeError(PythonText.typeName(value), "shape");
            }
            images.put(input.name(), linked(value));
        }
        return images;
    }

    private ImageBatch linked(JsonNode link) {
        String source = link.required(0).stringValue();
        // Slots are validated; a negative one counts from the end, and IMAGE is always slot 0.
        return workshop.cache()
                .find(signature(source))
                .orElseThrow()
                .result()
                .outputs()
                .getFirst();
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

    private void tellError(String node, PythonError e) {
        ObjectNode data = failed(node);
        boolean isOutOfMemory = e.type().equals("torch.OutOfMemoryError");
        data.put("exception_message", e.text() + "\n" + (isOutOfMemory ? Workshop.OUT_OF_MEMORY_TIPS : ""));
        data.put("exception_type", e.type());
        data.putArray("traceback");
        data.set("current_inputs", currentInputs(node));
        prompt.propertyNames().forEach(data.putArray("current_outputs")::add);
        messages.status("execution_error", data, false);
    }

    private ObjectNode failed(String node) {
        ObjectNode data = messages.data().put("prompt_id", item.id()).put("node_id", node);
        data.put("node_type", nodeClass(node));
        executed.forEach(data.putArray("executed")::add);
        return data;
    }

    private ObjectNode currentInputs(String node) {
        JsonNode inputs = prompt.required(node).required("inputs");
        JsonNode declaration = declaration(node);
        ObjectNode out = messages.data();
        for (Input input : Input.of(declaration)) {
            JsonNode value = inputs.get(input.name());
            if (value != null && value.isArray()) {
                out.putArray(input.name()).add(TensorText.of(linked(value)));
            } else if (value != null) {
                out.putArray(input.name()).add(value);
            }
        }
        if (declaration.at("/input/hidden/prompt").isString()) {
            out.putArray("prompt").add(PythonText.repr(prompt));
            JsonNode info = item.extraData().path("extra_pnginfo");
            if (info.isObject()) {
                out.putArray("extra_pnginfo").add(PythonText.repr(info));
            } else {
                out.putArray("extra_pnginfo").addNull();
            }
        }
        return out;
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
            case OUT_OF_MEMORY -> new PythonError("torch.OutOfMemoryError", Workshop.OUT_OF_MEMORY_TEXT);
            case ERROR -> PythonError.runtimeError("scripted failure of a node");
        };
    }

    private boolean isCached(String node) {
        return workshop.cache().find(signature(node)).isPresent();
    }

    private String signature(String node) {
        return Objects.requireNonNull(signatures.get(node), node);
    }

    private String nodeClass(String node) {
        return prompt.required(node).required("class_type").stringValue();
    }

    private JsonNode declaration(String node) {
        return workshop.catalogue().find(nodeClass(node)).orElseThrow();
    }
}
