package dev.atelier.emulators.runpod;

import dev.atelier.emulators.comfyui.python.PythonText;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * worker-comfyui 5.8.5, as it was recorded and read: hands a job's graph to the ComfyUI beside it and gives back the
 * pictures. What it is known for is played too: errors are prose, only {@code images} are looked at, previews are passed
 * over, and after an error at run time it looks into the history too early more often than not.
 */
final class ComfyWorker {
    private static final long LOOK_AGAIN_NANOS = 5_000_000;

    private final ComfyCalls comfy;
    private final Results results;
    private final Faults faults;

    ComfyWorker(ComfyCalls comfy, Results results, Faults faults) {
        this.comfy = comfy;
        this.results = results;
        this.faults = faults;
    }

    /**
     * The job's output.
     *
     * @param wanted whether to go on; once it says no, the answer is of no interest
     */
    ObjectNode handle(JsonNode input, BooleanSupplier wanted)
            throws WorkerErrorException, IOException, InterruptedException {
        WorkerInput asked = WorkerInput.read(input);
        for (WorkerInput.Picture picture : asked.pictures()) {
            int status = comfy.upload(picture.name(), picture.content());
            if (status != 200) {
                throw new WorkerErrorException(
                        "Failed to upload one or more input images",
                        List.of("Error uploading " + picture.name() + ": " + status));
            }
        }
        JsonNode entry = awaitEntry(submit(asked.workflow()), wanted);
        return output(entry, errors(entry));
    }

    private String submit(JsonNode workflow) throws WorkerErrorException, IOException, InterruptedException {
        HttpResponse<byte[]> answer = comfy.prompt(workflow);
        if (answer.statusCode() == 400) {
            throw new WorkerErrorException(refusal(answer));
        }
        if (answer.statusCode() != 200) {
            throw new WorkerErrorException("Error queuing workflow: " + answer.statusCode()
                    + " Server Error: Internal Server Error for url: http://127.0.0.1:8188/prompt");
        }
        return ComfyCalls.json(answer).required("prompt_id").stringValue();
    }

    private static String refusal(HttpResponse<byte[]> answer) {
        JsonNode body = ComfyCalls.json(answer);
        boolean isValidation = body.at("/error/type").asString("").equals("prompt_outputs_failed_validation");
        StringBuilder text = new StringBuilder(
                isValidation
                        ? "Workflow validation failed"
                        : body.at("/error/message").asString("Workflow validation failed"));
        if (body.path("node_errors").isEmpty()) {
            return text.append(". Raw response: ")
                    .append(ComfyCalls.text(answer))
                    .toString();
        }
        text.append(':');
        body.required("node_errors")
                .properties()
                .forEach(node -> node.getValue()
                        .properties()
                        .forEach(part -> text.append("\n• Node %s (%s): %s"
                                .formatted(node.getKey(), part.getKey(), PythonText.str(part.getValue())))));
        return text.toString();
    }

    private JsonNode awaitEntry(String prompt, BooleanSupplier wanted) throws IOException, InterruptedException {
        JsonNode entry = comfy.history(prompt);
        // The real one does not hear of an interrupted prompt's end and waits for ever, too.
        while (wanted.getAsBoolean() && (entry.isMissingNode() || isInterrupted(entry))) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            entry = comfy.history(prompt);
        }
        return entry;
    }

    private static boolean isInterrupted(JsonNode entry) {
        return entry.at("/status/messages")
                .valueStream()
                .anyMatch(message -> message.path(0).asString("").equals("execution_interrupted"));
    }

    private List<String> errors(JsonNode entry) throws WorkerErrorException {
        List<String> errors = new ArrayList<>();
        for (JsonNode message : entry.at("/status/messages")) {
            if (message.path(0).asString("").equals("execution_error")) {
                JsonNode data = message.required(1);
                errors.add("Workflow execution error: Node Type: %s, Node ID: %s, Message: %s"
                        .formatted(
                                data.path("node_type").asString(),
                                data.path("node_id").asString(),
                                data.path("exception_message").asString()));
            }
        }
        if (!errors.isEmpty() && faults.losesHistory()) {
            errors.add("Prompt ID not found in history after execution.");
            throw new WorkerErrorException("Job processing failed, prompt ID not found in history.", errors);
        }
        return errors;
    }

    private ObjectNode output(JsonNode entry, List<String> errors)
            throws WorkerErrorException, IOException, InterruptedException {
        ArrayNode images = JsonNodeFactory.instance.arrayNode();
        boolean hasOutputs = !entry.path("outputs").isEmpty();
        if (!hasOutputs && errors.isEmpty()) {
            errors.add("No outputs found in history for prompt.");
        }
        for (JsonNode node : entry.path("outputs")) {
            for (JsonNode file : node.path("images")) {
                if (!file.path("type").asString("").equals("temp")) {
                    add(file, images, errors);
                }
            }
        }
        if (images.isEmpty() && !errors.isEmpty()) {
            throw new WorkerErrorException("Job processing failed", errors);
        }
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        if (images.isEmpty()) {
            output.put("status", "success_no_images");
        }
        output.set("images", images);
        if (!errors.isEmpty()) {
            errors.forEach(output.putArray("errors")::add);
        }
        return output;
    }

    private void add(JsonNode file, ArrayNode images, List<String> errors) throws IOException, InterruptedException {
        String name = file.path("filename").asString();
        HttpResponse<byte[]> content = comfy.view(file);
        if (content.statusCode() != 200) {
            errors.add("Failed to fetch image data for " + name + " from /view endpoint.");
        } else if (faults.takesUploadFailure()) {
            errors.add("Error uploading " + name + " to S3: timed out");
        } else {
            images.add(results.deliver(name, content.body()));
        }
    }
}
