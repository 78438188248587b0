package dev.atelier.gpu.runpod;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.gpu.backend.RunFailureException;
import dev.atelier.gpu.backend.Work;
import dev.atelier.gpu.picture.PictureFormat;
import dev.atelier.gpu.workflow.Workflow;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a request for a job: the graph, the pictures in it, and limits after which RunPod ends the job by itself. Those
 * limits are what an orphan costs at most: there is no way to find a job whose id was lost.
 */
final class Payload {
    private static final Duration SHORTEST_EXECUTION = Duration.ofSeconds(6);
    private static final Duration LONGEST = Duration.ofDays(7);
    /** The result has to be there a little longer than the run may take. */
    private static final Duration LIFE_AFTER_LIMIT = Duration.ofMinutes(1);

    private final long bytesMax;

    /** @param bytesMax the largest request */
    Payload(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** @param webhook whom to tell of the end, if anybody */
    byte[] write(Work work, Optional<URI> webhook) throws RunFailureException {
        RunOrder order = work.order();
        Workflow workflow = Workflow.parse(order.workflow());
        for (RunOrder.PlacedValue value : order.values()) {
            workflow.place(value.value(), value.placements());
        }
        ArrayNode images = JsonNodeFactory.instance.arrayNode();
        for (RunOrder.Input input : order.inputs()) {
            // The worker overwrites what has the name, and may be working on something else next.
            String name = "atelier-" + work.id() + "-" + images.size() + ending(input.mediaType());
            workflow.placeFile(name, input.placements());
            images.addObject().put("name", name).put("image", base64(work, input));
        }
        workflow.saveUnder("atelier/" + order.jobId().value() + "-" + order.attempt() + "/out");
        return body(workflow, images, order.limit(), webhook);
    }

    private byte[] body(Workflow workflow, ArrayNode images, Duration limit, Optional<URI> webhook)
            throws RunFailureException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode input = body.putObject("input");
        input.set("workflow", workflow.graph());
        if (!images.isEmpty()) {
            input.set("images", images);
        }
        body.putObject("policy")
                .put("executionTimeout", within(SHORTEST_EXECUTION, limit).toMillis())
                .put(
                        "ttl",
                        within(SHORTEST_EXECUTION, limit.plus(LIFE_AFTER_LIMIT)).toMillis());
        webhook.ifPresent(address -> body.put("webhook", address.toString()));
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > bytesMax) {
            throw images.isEmpty()
                    ? new RunFailureException(
                            FailureReason.WORKFLOW_REJECTED, "the graph is too large for RunPod: " + bytes.length)
                    : tooLarge();
        }
        return bytes;
    }

    private String base64(Work work, RunOrder.Input input) throws RunFailureException {
        Path picture = work.inputs().get(input.name());
        if (picture == null) {
            throw new RunFailureException(FailureReason.INTERNAL, "no file for the input " + input.name());
        }
        try {
            if (Files.size(picture) > bytesMax) {
                throw tooLarge();
            }
            return Base64.getEncoder().encodeToString(Files.readAllBytes(picture));
        } catch (IOException e) {
            throw new RunFailureException(FailureReason.INTERNAL, "the fetched picture is gone", e);
        }
    }

    private RunFailureException tooLarge() {
        return new RunFailureException(
                FailureReason.INVALID_INPUT,
                "the pictures do not fit into the %d bytes of a request".formatted(bytesMax));
    }

    private static Duration within(Duration shortest, Duration wanted) {
        Duration capped = wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
        return capped.compareTo(shortest) < 0 ? shortest : capped;
    }

    private static String ending(String mediaType) {
        return Arrays.stream(PictureFormat.values())
                .filter(format -> format.mediaType().equals(mediaType))
                .findFirst()
                .map(format -> "." + format.extension())
                .orElse("");
    }
}
