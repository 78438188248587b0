package dev.atelier.gpu.runpod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.FailureReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The answers of {@code /status}, with the words that were recorded. */
class JobReaderTest {
    private static final String PICTURE_NODE = "10";

    private final JobReader reader = new JobReader(new WorkerErrors(Set.of(PICTURE_NODE)));

    @ParameterizedTest
    @CsvSource({"IN_PROGRESS", "RUNNING", "SOMETHING_NEW"})
    void whatIsNotKnownGoesOn(String status) {
        assertThat(read("{\"status\": \"" + status + "\", \"output\": \"step 3\"}"))
                .isEqualTo(new JobState.Executing());
    }

    @Test
    void outputsComeInBothShapes() {
        assertThat(read("""
                {"status": "COMPLETED", "executionTime": 1437, "output": {"images": [
                  {"filename": "a.png", "type": "base64", "data": "QUJD"},
                  {"filename": "b.png", "type": "s3_url", "data": "https://bucket.example/b.png"},
                  {"filename": "c.mp4", "type": "something new", "data": "x"}]}}"""))
                .isEqualTo(new JobState.Completed(
                        List.of(new Output.Inline("QUJD"), new Output.Link("https://bucket.example/b.png")),
                        Duration.ofMillis(1437)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\": \"COMPLETED\"}",
                "{\"status\": \"COMPLETED\", \"output\": null}",
                "{\"status\": \"COMPLETED\", \"output\": \"done\"}",
                "{\"status\": \"COMPLETED\", \"output\": {\"status\": \"success_no_images\", \"images\": []}}"
            })
    void doneWithNothingIsNoOutput(String body) {
        assertThat(reason(body)).isEqualTo(FailureReason.NO_OUTPUT);
    }

    @Test
    void anErrorInsideASuccessIsAFailure() {
        assertThat(reason("{\"status\": \"COMPLETED\", \"output\": {\"error\": \"Something\"}}"))
                .isEqualTo(FailureReason.INTERNAL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Node 'NoSuchNode' not found. The custom node may not be installed.. Raw response: {} | WORKFLOW_REJECTED",
                "Workflow validation failed:\\n• Node 2 (errors): [{'type': 'value_smaller_than_min'}] | WORKFLOW_REJECTED",
                "Workflow validation failed:\\n• Node 10 (errors): [{'type': 'x'}] | INVALID_INPUT",
                "job timed out after 1 retries | ATTEMPT_LOST",
                "Job processing failed, prompt ID not found in history. | INTERNAL",
                "Error queuing workflow: 500 Server Error | INTERNAL",
                "Allocation on device 0 would exceed allowed memory. (out of memory) | OUT_OF_MEMORY",
                "something that nobody has seen yet | INTERNAL"
            })
    void proseHasItsReason(String error, FailureReason reason) {
        assertThat(reason("{\"status\": \"FAILED\", \"error\": \"" + error + "\"}"))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Node Type: LoadImage, Node ID: 10, Message: cannot identify image file | INVALID_INPUT",
                "Node Type: LoadImage, Node ID: 10, Message: No such file or directory | INTERNAL",
                "Node Type: KSampler, Node ID: 3, Message: CUDA out of memory. Tried | OUT_OF_MEMORY",
                "Node Type: KSampler, Node ID: 3, Message: something | INTERNAL"
            })
    void detailsSayWhatTheErrorDoesNot(String detail, FailureReason reason) {
        assertThat(reason("""
                {"status": "FAILED", "error": "Job processing failed",
                 "output": {"details": ["Workflow execution error: %s"]}}""".formatted(detail))).isEqualTo(reason);
    }

    @Test
    void whatAHandlerRaisedIsReadWithoutItsTrace() {
        JobState state = read("""
                {"status": "FAILED", "error": "{\\"error_type\\": \\"<class 'torch.OutOfMemoryError'>\\",
                 \\"error_message\\": \\"no room\\", \\"error_traceback\\": \\"secret path\\"}"}""".replace("\n", ""));
        assertThat(state).isInstanceOfSatisfying(JobState.Broken.class, broken -> {
            assertThat(broken.reason()).isEqualTo(FailureReason.OUT_OF_MEMORY);
            assertThat(broken.detail()).contains("no room").doesNotContain("secret path");
        });
    }

    @Test
    void otherAnswersAreNoNewsOfTheJob() {
        assertThat(reader.read(reply(404, "{}"), Duration.ZERO)).isEqualTo(new JobState.Unknown());
        assertThat(reader.read(reply(502, ""), Duration.ZERO)).isEqualTo(new JobState.Away("GET /status: 502"));
        assertThat(reader.read(reply(200, "[]"), Duration.ZERO)).isEqualTo(new JobState.Away("GET /status: 200"));
        assertThat(reader.read(reply(429, ""), Duration.ofSeconds(3)))
                .isEqualTo(new JobState.Throttled(Duration.ofSeconds(3)));
    }

    private FailureReason reason(String body) {
        return read(body) instanceof JobState.Broken broken ? broken.reason() : throwing(body);
    }

    private static FailureReason throwing(String body) {
        throw new AssertionError("no failure: " + body);
    }

    private JobState read(String body) {
        return reader.read(reply(200, body), Duration.ZERO);
    }

    private static Reply reply(int status, String body) {
        return new Reply(
                status,
                body.isEmpty()
                        ? JsonNodeFactory.instance.missingNode()
                        : JsonMapper.shared().readTree(body),
                Optional.empty());
    }
}
