package dev.atelier.gpu.workflow;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.preset.PresetDefinition.Placement;
import dev.atelier.contracts.run.RunOrder.Value;
import dev.atelier.gpu.backend.RunFailureException;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A graph in ComfyUI's API format: node id → {@code class_type} and {@code inputs}. Values are placed as JSON values in
 * the parsed graph, never as text in text, so a value can never become a node. Every fault is
 * {@link FailureReason#WORKFLOW_REJECTED}: it is the preset's, and no attempt can heal it.
 */
public final class Workflow {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    /** Enough for every 64-bit seed; beyond it a number is not written out digit by digit. */
    private static final int WHOLE_DIGITS_MAX = 40;

    private static final String INPUTS = "inputs";
    private static final String CLASS_TYPE = "class_type";
    private static final String FILENAME_PREFIX = "filename_prefix";

    private final ObjectNode graph;

    private Workflow(ObjectNode graph) {
        this.graph = graph;
    }

    /** Reads a graph and checks its shape: ComfyUI answers a malformed one with a bare 500. */
    public static Workflow parse(String json) throws RunFailureException {
        JsonNode root = read(json);
        if (!(root instanceof ObjectNode graph) || graph.isEmpty()) {
            throw rejected("the workflow is not an object of nodes");
        }
        for (var node : graph.properties()) {
            if (!node.getValue().path(CLASS_TYPE).isString()
                    || !node.getValue().path(INPUTS).isObject()) {
                throw rejected("node " + node.getKey() + " has no class_type or no inputs");
            }
        }
        return new Workflow(graph);
    }

    public void place(Value value, List<Placement> placements) throws RunFailureException {
        place(json(value), placements);
    }

    /** Places the name under which the back end has a file. */
    public void placeFile(String name, List<Placement> placements) throws RunFailureException {
        place(JSON.stringNode(name), placements);
    }

    /** Makes every node that saves files save them under a prefix of this run's own. */
    public void saveUnder(String prefix) {
        for (JsonNode node : graph) {
            ObjectNode inputs = (ObjectNode) node.path(INPUTS);
            if (inputs.path(FILENAME_PREFIX).isString() || classType(node).equals("SaveImage")) {
                inputs.put(FILENAME_PREFIX, prefix);
            }
        }
    }

    public int nodes() {
        return graph.size();
    }

    /** The class of a node, empty if there is no such node. */
    public String classType(String node) {
        return classType(graph.path(node));
    }

    /** The graph as it is now, for sending. */
    public ObjectNode graph() {
        return graph.deepCopy();
    }

    private void place(JsonNode value, List<Placement> placements) throws RunFailureException {
        for (Placement placement : placements) {
            JsonNode present = graph.path(placement.node()).path(INPUTS).path(placement.input());
            if (present.isMissingNode()) {
                throw rejected("nothing to fill at " + placement.node() + "." + placement.input());
            }
            if (present.isContainer()) {
                throw rejected("a link or a list is at " + placement.node() + "." + placement.input());
            }
            ((ObjectNode) graph.path(placement.node()).path(INPUTS)).set(placement.input(), value);
        }
    }

    private static JsonNode json(Value value) {
        return switch (value) {
            case Value.Number number -> number(number.value());
            case Value.Flag flag -> JSON.booleanNode(flag.value());
            case Value.Text text -> JSON.stringNode(text.value());
        };
    }

    /** Whole numbers are written without a fraction or an exponent: Python reads {@code 2.0} and {@code 2E+3} as floats. */
    private static JsonNode number(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        boolean whole = plain.scale() <= 0 && plain.precision() - plain.scale() <= WHOLE_DIGITS_MAX;
        return whole ? JSON.numberNode(plain.toBigIntegerExact()) : JSON.numberNode(plain);
    }

    private static String classType(JsonNode node) {
        return node.path(CLASS_TYPE).asString("");
    }

    private static JsonNode read(String json) throws RunFailureException {
        try {
            return MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new RunFailureException(FailureReason.WORKFLOW_REJECTED, "the workflow is not JSON", e);
        }
    }

    private static RunFailureException rejected(String detail) {
        return new RunFailureException(FailureReason.WORKFLOW_REJECTED, detail);
    }
}
