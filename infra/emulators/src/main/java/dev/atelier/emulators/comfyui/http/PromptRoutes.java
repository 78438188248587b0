package dev.atelier.emulators.comfyui.http;

import dev.atelier.emulators.comfyui.Generation;
import dev.atelier.emulators.comfyui.prompt.ErrorBody;
import dev.atelier.emulators.comfyui.prompt.PromptValidation;
import dev.atelier.emulators.comfyui.prompt.Verdict;
import dev.atelier.emulators.comfyui.python.PythonError;
import dev.atelier.emulators.comfyui.python.PythonText;
import dev.atelier.emulators.comfyui.python.PythonValues;
import dev.atelier.emulators.comfyui.run.PromptItem;
import dev.atelier.emulators.comfyui.run.ServerLife;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /prompt} and {@code GET /prompt}. */
final class PromptRoutes {

    /** Keys that never get into queue or history. */
    private static final List<String> SENSITIVE = List.of("auth_token_comfy_org", "api_key_comfy_org");

    private final Supplier<ServerLife> life;
    private final PromptValidation validation;
    private final HttpFaults faults;
    private final Generation generation;
    private final Clock clock = Clock.systemUTC();

    PromptRoutes(Supplier<ServerLife> life, PromptValidation validation, HttpFaults faults, Generation generation) {
        this.generation = generation;
        this.life = life;
        this.validation = validation;
        this.faults = faults;
    }

    List<Route> routes() {
        return List.of(Route.get("/prompt", this::remaining), Route.post("/prompt", this::submit));
    }

    private Answer remaining(Ask ask) {
        return Answer.json(ServerLife.remaining(life.get().queue().remaining()));
    }

    private Answer submit(Ask ask) throws Ask.NotJson {
        JsonNode body = ask.json();
        JsonNode number = number(body);
        if (!PythonValues.contains(body, "prompt")) {
            return refused(ErrorBody.of("no_prompt", "No prompt provided", "No prompt provided"), emptyObject());
        }
        JsonNode graph = PythonValues.member(body, "prompt");
        String id = generation.isOld() ? anyId(body.get("prompt_id")) : id(body.get("prompt_id"));
        if (id == null) {
            return refused(invalidId(), emptyObject());
        }
        return switch (validation.validate(graph, body.get("partial_execution_targets"))) {
            case Verdict.Refused refused -> refused(refused.error(), refused.nodeErrors());
            case Verdict.Accepted accepted -> queued(ask, body, number, id, accepted);
        };
    }

    /** The client's number is a float, ours counts; "front" makes it negative. */
    private JsonNode number(JsonNode body) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (PythonValues.contains(body, "number")) {
            return json.numberNode(PythonValues.toFloat(PythonValues.member(body, "number")));
        }
        long number = life.get().nextNumber();
        return json.numberNode(PythonValues.truth(body.get("front")) ? -number : number);
    }

    /** A given id must be spelled as a UUID prints itself; null if it is not. Without one the server makes one. */
    private static @Nullable String id(@Nullable JsonNode given) {
        if (given == null || given.isNull()) {
            return UUID.randomUUID().toString();
        }
        return given.isString() && JobIds.isValid(given.stringValue()) ? given.stringValue() : null;
    }

    /** The older one takes {@code str()} of whatever it gets. */
    private static String anyId(@Nullable JsonNode given) {
        return given == null ? UUID.randomUUID().toString() : PythonText.str(given);
    }

    private static ObjectNode invalidId() {
        return ErrorBody.of(
                "invalid_prompt_id",
                "prompt_id must be a valid UUID",
                "prompt_id must be a UUID string in canonical lowercase hyphenated form; omit it to let the server"
                        + " generate one");
    }

    private Answer queued(Ask ask, JsonNode body, JsonNode number, String id, Verdict.Accepted accepted) {
        ObjectNode extraData = extraData(ask, body);
        ObjectNode prompt = (ObjectNode) body.required("prompt");
        PromptItem item = new PromptItem(number, id, prompt, extraData, accepted.outputs());
        ObjectNode answer = emptyObject().put("prompt_id", id);
        answer.set("number", number);
        answer.set("node_errors", accepted.nodeErrors());
        return faults.takesPromptFault()
                .map(fault -> struck(fault, item, answer))
                .orElseGet(() -> {
                    life.get().queue().put(item);
                    return Answer.json(answer);
                });
    }

    private Answer struck(HttpFaults.PromptFault fault, PromptItem item, ObjectNode answer) {
        return switch (fault) {
            case CUT -> {
                life.get().queue().put(item);
                yield Answer.cut();
            }
            case RESTART -> {
                // What it took is gone with it: taken first, a fast machine would have run it by then.
                faults.restart();
                yield Answer.cut();
            }
            case TWICE -> {
                life.get().queue().put(item);
                JsonNode number = JsonNodeFactory.instance.numberNode(life.get().nextNumber());
                life.get()
                        .queue()
                        .put(new PromptItem(
                                number, item.id(), item.prompt().deepCopy(), item.extraData(), item.outputs()));
                yield Answer.json(answer);
            }
        };
    }

    private ObjectNode extraData(Ask ask, JsonNode body) {
        JsonNode given = body.has("extra_data") ? body.get("extra_data") : emptyObject();
        if (!(given instanceof ObjectNode extraData)) {
            throw PythonError.typeError(
                    "'%s' object does not support item assignment".formatted(PythonText.typeName(given)));
        }
        if (body.has("client_id")) {
            extraData.set("client_id", body.get("client_id"));
        }
        String source = ask.headers().get("Comfy-Usage-Source");
        if (source != null && !extraData.has("comfy_usage_source")) {
            extraData.put("comfy_usage_source", source);
        }
        if (generation.isOld()) {
            return extraData;
        }
        extraData.remove(SENSITIVE);
        return extraData.put("create_time", clock.millis());
    }

    private static Answer refused(ObjectNode error, ObjectNode nodeErrors) {
        ObjectNode body = emptyObject();
        body.set("error", error);
        body.set("node_errors", nodeErrors);
        return Answer.json(400, body);
    }

    private static ObjectNode emptyObject() {
        return JsonNodeFactory.instance.objectNode();
    }
}
