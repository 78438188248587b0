package dev.atelier.emulators.comfyui;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two sessions say the same if they differ only in ids, times, counters of prompts, the data folder, stack traces,
 * and the order of what is a set in the real server. Ids are numbered as they appear, on each side.
 */
final class Sameness {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern BARE_ID = Pattern.compile("\\b[0-9a-f]{32}\\b");
    /** The recordings' paths outside of the data folder were made up for privacy. */
    private static final Pattern OUTSIDE = Pattern.compile("full_output_folder: .*\n");

    private static final Pattern PREVIEW = Pattern.compile("ComfyUI_temp_[a-z]{5}_");
    private static final Set<String> TIMES =
            Set.of("timestamp", "create_time", "execution_start_time", "execution_end_time");
    private static final Set<String> SETS = Set.of("executed", "current_outputs");

    private final String dataFolder;
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, String> renamed = new HashMap<>();

    Sameness(String dataFolder) {
        this.dataFolder = dataFolder;
    }

    /** The same id on both sides. */
    void alias(String id, String name) {
        ids.put(id, name);
    }

    /** A text that is another one on the other side. */
    void rename(String from, String to) {
        renamed.put(from, to);
    }

    String text(String text) {
        String known = renamed.getOrDefault(text, text).replace(dataFolder, "<data>");
        known = OUTSIDE.matcher(known).replaceAll("full_output_folder: <outside>\n");
        known = PREVIEW.matcher(known).replaceAll("ComfyUI_temp_<letters>_");
        known = BARE_ID.matcher(known).replaceAll("<bare id>");
        return ID.matcher(known).replaceAll(this::name);
    }

    private String name(MatchResult id) {
        return ids.getOrDefault(id.group(), id.group());
    }

    JsonNode json(JsonNode value) {
        return json("", value);
    }

    private JsonNode json(String key, JsonNode value) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (TIMES.contains(key)) {
            return json.stringNode("<time>");
        }
        if (value.isNumber() && (key.equals("number") || key.equals("priority"))) {
            return json.stringNode(value.isIntegralNumber() ? "<counter>" : value.toString());
        }
        return switch (value.getNodeType()) {
            case STRING -> json.stringNode(text(value.stringValue()));
            case ARRAY -> array(key, value);
            case OBJECT -> object(value);
            default -> value;
        };
    }

    private ArrayNode array(String key, JsonNode value) {
        ArrayNode out = JsonNodeFactory.instance.arrayNode();
        if (key.equals("traceback")) {
            return out;
        }
        boolean isTuple = value.size() == 5
                && value.required(1).isString()
                && value.required(2).isObject();
        List<JsonNode> items = IntStream.range(0, value.size())
                .mapToObj(i -> json(isTuple && i == 0 ? "number" : "", value.required(i)))
                .toList();
        (SETS.contains(key) ? items.stream().sorted(Comparator.comparing(JsonNode::toString)) : items.stream())
                .forEach(out::add);
        return out;
    }

    private ObjectNode object(JsonNode value) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        value.properties().forEach(e -> out.set(text(e.getKey()), json(e.getKey(), e.getValue())));
        return out;
    }
}
