package dev.atelier.emulators.comfyui.http;

import dev.atelier.emulators.comfyui.python.PythonError;
import dev.atelier.emulators.comfyui.python.PythonText;
import dev.atelier.emulators.comfyui.python.PythonValues;
import dev.atelier.emulators.comfyui.run.PromptQueue;
import dev.atelier.emulators.comfyui.run.ServerLife;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Queue, interrupt, free and history. */
final class QueueRoutes {

    private final Supplier<ServerLife> life;

    QueueRoutes(Supplier<ServerLife> life) {
        this.life = life;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/queue", this::queue),
                Route.post("/queue", this::changeQueue),
                Route.post("/interrupt", this::interrupt),
                Route.post("/free", this::free),
                Route.get("/history", this::history),
                Route.get("/history/{prompt_id}", this::historyOf),
                Route.post("/history", this::changeHistory));
    }

    private Answer queue(Ask ask) {
        PromptQueue.Snapshot snapshot = life.get().queue().snapshot();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode running = body.putArray("queue_running");
        snapshot.running().forEach(item -> running.add(item.toJson()));
        ArrayNode pending = body.putArray("queue_pending");
        snapshot.pending().forEach(item -> pending.add(item.toJson()));
        return Answer.json(body);
    }

    private Answer changeQueue(Ask ask) throws Ask.NotJson {
        PromptQueue queue = life.get().queue();
        change(ask.json(), queue::clear, queue::delete);
        return Answer.empty(200);
    }

    private Answer changeHistory(Ask ask) throws Ask.NotJson {
        PromptQueue queue = life.get().queue();
        change(ask.json(), queue::clearHistory, queue::deleteHistory);
        return Answer.empty(200);
    }

    /**
     * {@code {"clear": true}} and {@code {"delete": [ids]}}; a text as the list is taken letter by letter: no effect.
     */
    private static void change(JsonNode body, Runnable clear, Consumer<String> delete) {
        if (PythonValues.contains(body, "clear") && PythonValues.truth(PythonValues.member(body, "clear"))) {
            clear.run();
        }
        if (PythonValues.contains(body, "delete")) {
            JsonNode ids = PythonValues.member(body, "delete");
            if (!ids.isContainer() && !ids.isString()) {
                throw PythonError.typeError("'%s' object is not iterable".formatted(PythonText.typeName(ids)));
            }
            ids.valueStream().filter(JsonNode::isString).forEach(id -> delete.accept(id.stringValue()));
        }
    }

    /** With a prompt id only that one, without any (or without JSON) whatever runs; always 200. */
    private Answer interrupt(Ask ask) {
        JsonNode id = interrupted(ask);
        ServerLife server = life.get();
        if (!PythonValues.truth(id)) {
            server.interrupt();
        } else if (id != null && id.isString()) {
            server.queue().interruptIfRunning(id.stringValue(), server::interrupt);
        }
        return Answer.empty(200);
    }

    private static @Nullable JsonNode interrupted(Ask ask) {
        try {
            return PythonValues.get(ask.json(), "prompt_id");
        } catch (Ask.NotJson e) {
            return null;
        }
    }

    private Answer free(Ask ask) throws Ask.NotJson {
        if (PythonValues.truth(PythonValues.get(ask.json(), "free_memory"))) {
            life.get().queue().freeCache();
        }
        return Answer.empty(200);
    }

    private Answer history(Ask ask) {
        Integer max = ask.number("max_items");
        Integer offset = ask.number("offset");
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        life.get().queue().history(max, offset == null ? -1 : offset).forEach(body::set);
        return Answer.json(body);
    }

    private Answer historyOf(Ask ask) {
        String id = ask.variable("prompt_id");
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        life.get().queue().history(id).ifPresent(entry -> body.set(id, entry));
        return Answer.json(body);
    }
}
