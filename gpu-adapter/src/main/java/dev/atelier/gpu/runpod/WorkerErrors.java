package dev.atelier.gpu.runpod;

import dev.atelier.contracts.job.FailureReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds out why a job failed. worker-comfyui (5.8.5) writes prose for that, and RunPod puts JSON text around what a
 * handler raised; what is not recognised is {@code INTERNAL} and tried again, so that a new wording costs a try and never
 * a person's order.
 */
final class WorkerErrors {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int DETAIL_CHARACTERS_MAX = 500;

    private static final List<String> MEMORY =
            List.of("out of memory", "OutOfMemory", "can't allocate memory", "Allocation on device");
    private static final Pattern AT_RUN_TIME =
            Pattern.compile("^Workflow execution error: Node Type: [^,]*, Node ID: ([^,]+), Message: (.*)");
    private static final Pattern REFUSED_NODE = Pattern.compile("• Node (\\S+) \\(errors\\)");
    private static final Pattern NO_SUCH_NODE = Pattern.compile("^Node '.*' not found\\. The custom node may not");

    private final Set<String> pictureNodes;

    /** @param pictureNodes the nodes that load the job's pictures: what fails there is the picture's fault */
    WorkerErrors(Set<String> pictureNodes) {
        this.pictureNodes = pictureNodes;
    }

    /** Everything that a job says about its failure. */
    static List<String> texts(JsonNode job) {
        List<String> texts = new ArrayList<>();
        JsonNode output = job.path("output");
        Stream.of(job.path("error"), output.path("error")).forEach(error -> {
            if (error.isString()) {
                texts.add(unwrapped(error.stringValue()));
            }
        });
        Stream.of(output.path("details"), output.path("errors"))
                .flatMap(JsonNode::valueStream)
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .forEach(texts::add);
        return texts;
    }

    FailureReason reason(List<String> texts) {
        if (texts.stream().anyMatch(text -> MEMORY.stream().anyMatch(text::contains))) {
            return FailureReason.OUT_OF_MEMORY;
        }
        for (String text : texts) {
            if (text.startsWith("Workflow validation failed")) {
                return isPictures(REFUSED_NODE.matcher(text))
                        ? FailureReason.INVALID_INPUT
                        : FailureReason.WORKFLOW_REJECTED;
            }
            if (NO_SUCH_NODE.matcher(text).find()) {
                return FailureReason.WORKFLOW_REJECTED;
            }
            if (text.startsWith("job timed out after")) {
                // The platform's word for a worker that vanished twice.
                return FailureReason.ATTEMPT_LOST;
            }
            Matcher atRunTime = AT_RUN_TIME.matcher(text);
            if (atRunTime.find()) {
                boolean isMissing = atRunTime.group(2).contains("No such file");
                return pictureNodes.contains(atRunTime.group(1)) && !isMissing
                        ? FailureReason.INVALID_INPUT
                        : FailureReason.INTERNAL;
            }
        }
        return FailureReason.INTERNAL;
    }

    /** In one line. */
    static String detail(List<String> texts) {
        String all = texts.isEmpty()
                ? "the worker gave no reason"
                : String.join("; ", texts).replaceAll("\\s+", " ");
        return all.substring(0, Math.min(all.length(), DETAIL_CHARACTERS_MAX));
    }

    private boolean isPictures(Matcher refused) {
        return refused.results().map(node -> node.group(1)).anyMatch(pictureNodes::contains);
    }

    /** An exception of the worker's is JSON in a text; its trace and its host are nobody's business. */
    private static String unwrapped(String error) {
        if (!error.startsWith("{")) {
            return error;
        }
        try {
            JsonNode raised = MAPPER.readTree(error);
            return (raised.path("error_type").asString("") + " "
                            + raised.path("error_message").asString(""))
                    .strip();
        } catch (JacksonException e) {
            return error;
        }
    }
}
