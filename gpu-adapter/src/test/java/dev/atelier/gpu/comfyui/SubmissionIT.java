package dev.atelier.gpu.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.gpu.comfyui.ComfyUiRuns.Running;
import dev.atelier.gpu.comfyui.ScriptedServer.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the client makes of answers that the emulator does not give. */
class SubmissionIT {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private final ScriptedServer server = new ScriptedServer();
    private ComfyUiRuns runs;

    @BeforeEach
    void start() {
        runs = new ComfyUiRuns(server.url(), folder);
    }

    @AfterEach
    void stop() {
        runs.close();
        server.close();
    }

    @Test
    void aRunIsSubmittedUnderItsOwnIdAndNeverWithANumber() throws Exception {
        RunOrder order = Graphs.order(Graphs.RED_PICTURE);
        takeAndFinish(order);
        Running run = runs.start(order);
        assertThat(run.end().files()).hasSize(1);

        ScriptedServer.Request sent = server.requests("POST /prompt").getFirst();
        JsonNode body = MAPPER.readTree(sent.body());
        assertThat(body.path("prompt_id").asString()).isEqualTo(run.id());
        assertThat(body.path("client_id").asString()).hasSize(36).isNotEqualTo(run.id());
        assertThat(body.has("number")).isFalse();
        assertThat(body.at("/prompt/3/inputs/filename_prefix").asString())
                .isEqualTo("atelier/" + order.jobId().value() + "-1/out");
        assertThat(server.requests).allMatch(request -> !request.headers().containsKey("Origin"));
        assertThat(server.requests("POST /history").getFirst().body()).isEqualTo("{\"delete\":[\"" + run.id() + "\"]}");
    }

    @Test
    void aServerThatChoosesTheIdItselfIsFollowedUnderThatId() throws Exception {
        RunOrder order = Graphs.order(Graphs.RED_PICTURE);
        server.on("POST /prompt", "{\"prompt_id\": \"its-own\", \"number\": 0, \"node_errors\": {}}");
        server.on("GET /history/its-own", "{\"its-own\": " + finished(order, "") + "}");
        server.on("GET /view", "picture");
        assertThat(runs.start(order).end().files()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "500,WORKFLOW_REJECTED",
        "413,WORKFLOW_REJECTED",
        "429,BACKEND_OVERLOADED",
        "502,BACKEND_UNAVAILABLE",
        "503,BACKEND_UNAVAILABLE",
        "404,BACKEND_UNAVAILABLE"
    })
    void refusalsHaveTheirReasons(int status, FailureReason reason) throws Exception {
        server.on("POST /prompt", _ -> Answer.of(status, status + " something"));
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(run.failure()).isEqualTo(reason);
        assertThat(server.requests("POST /prompt")).hasSize(1);
    }

    @Test
    void aGraphThatBreaksTheServerIsTakenBackInCaseItIsQueuedAllTheSame() throws Exception {
        server.on("POST /prompt", _ -> Answer.of(500, "500 Internal Server Error"));
        Running run = runs.start(Graphs.order(Graphs.RED_PICTURE));
        assertThat(run.failure()).isEqualTo(FailureReason.WORKFLOW_REJECTED);
        assertThat(server.requests("POST /queue").getFirst().body()).contains(run.id());
        assertThat(server.requests("POST /interrupt")).isEmpty();
    }

    @Test
    void aRefusedPictureIsAnInvalidInput() throws Exception {
        server.on("POST /upload/image", "{\"name\": \"x (1).png\", \"subfolder\": \"atelier\", \"type\": \"input\"}");
        server.on("POST /prompt", _ -> Answer.of(400, """
                {"error": {"type": "prompt_outputs_failed_validation", "message": "Prompt outputs failed validation",
                           "details": "", "extra_info": {}},
                 "node_errors": {"1": {"errors": [{"type": "custom_validation_failed",
                    "message": "Custom validation failed for node", "details": "image - Invalid image file: x",
                    "extra_info": {"input_name": "image"}}], "dependent_outputs": ["3"], "class_type": "LoadImage"}}}"""));
        Running run =
                runs.start(Graphs.order(Graphs.INVERT, List.of(Graphs.picture("k", "s"))), Map.of("image", picture()));
        assertThat(run.failure()).isEqualTo(FailureReason.INVALID_INPUT);

        JsonNode body =
                MAPPER.readTree(server.requests("POST /prompt").getFirst().body());
        assertThat(body.at("/prompt/1/inputs/image").asString())
                .as("the name that the server gave")
                .isEqualTo("atelier/x (1).png");
    }

    @ParameterizedTest
    @CsvSource({"413,INVALID_INPUT", "400,INTERNAL", "500,INTERNAL", "503,BACKEND_UNAVAILABLE", "429,BACKEND_OVERLOADED"
    })
    void refusedUploadsHaveTheirReasons(int status, FailureReason reason) throws Exception {
        server.on("POST /upload/image", _ -> Answer.of(status, "no"));
        Running run =
                runs.start(Graphs.order(Graphs.INVERT, List.of(Graphs.picture("k", "s"))), Map.of("image", picture()));
        assertThat(run.failure()).isEqualTo(reason);
    }

    @Test
    void aSubmissionThatWasSurelyNotTakenIsSentAgain() throws Exception {
        RunOrder order = Graphs.order(Graphs.RED_PICTURE);
        AtomicInteger sendings = new AtomicInteger();
        server.on("POST /prompt", request -> {
            if (sendings.incrementAndGet() == 1) {
                return Answer.cut();
            }
            takeAndFinish(order);
            return accepted(request);
        });
        assertThat(runs.start(order).end().files()).hasSize(1);
        assertThat(sendings).hasValue(2);
        assertThat(server.requests("POST /prompt").stream()
                        .map(request -> MAPPER.readTree(request.body())
                                .path("prompt_id")
                                .asString())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void aServerThatAlwaysHangsUpIsNotAskedForEver() throws Exception {
        server.on("POST /prompt", _ -> Answer.cut());
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).failure()).isEqualTo(FailureReason.CONNECTION_LOST);
        assertThat(server.requests("POST /prompt")).hasSize(3);
    }

    @Test
    void aSubmissionNobodyCanBeAskedAboutIsUnknown() throws Exception {
        server.on("POST /prompt", _ -> {
            server.on("GET /queue", _ -> Answer.of(503, ""));
            return Answer.cut();
        });
        assertThat(runs.start(Graphs.order(Graphs.RED_PICTURE)).failure()).isEqualTo(FailureReason.SUBMISSION_UNKNOWN);
        assertThat(server.requests("POST /prompt")).hasSize(1);
    }

    @Test
    void aResultThatIsGoneIsALostAttempt() throws Exception {
        RunOrder order = Graphs.order(Graphs.RED_PICTURE);
        takeAndFinish(order);
        server.on("GET /view", _ -> Answer.of(404, ""));
        assertThat(runs.start(order).failure()).isEqualTo(FailureReason.ATTEMPT_LOST);
    }

    @Test
    void aResultThatIsTooLargeIsNotFetched() throws Exception {
        RunOrder order = Graphs.order(Graphs.RED_PICTURE);
        takeAndFinish(order);
        server.on("GET /view", _ -> Answer.of(200, "x".repeat(2 << 20)));
        assertThat(runs.start(order).failure()).isEqualTo(FailureReason.WORKFLOW_REJECTED);
    }

    @Test
    void aFileOfAnotherRunIsNoResult() throws Exception {
        RunOrder order = Graphs.order(Graphs.RED_PICTURE);
        takeAndFinish(Graphs.order(Graphs.RED_PICTURE));
        server.on("GET /view", "somebody's picture");
        assertThat(runs.start(order).failure()).isEqualTo(FailureReason.NO_OUTPUT);
        assertThat(server.requests("GET /view")).isEmpty();
    }

    @Test
    void everyKindOfOutputIsFetchedInOrder() throws Exception {
        RunOrder order = Graphs.order(Graphs.RED_PICTURE);
        takeAndFinish(order, """
                , "4": {"gifs": [{"filename": "a.mp4", "subfolder": "%1$s", "type": "output", "format": "video/h264"}]},
                "5": {"images": [{"filename": "b.mp4", "subfolder": "%1$s", "type": "output"}], "animated": [true]},
                "6": {"videos": [{"filename": "c.webm", "subfolder": "%1$s", "type": "output"}]},
                "7": {"audio": [{"filename": "d.flac", "subfolder": "%1$s", "type": "output"}]},
                "8": {"3d": [{"filename": "e.glb", "subfolder": "%1$s", "type": "output"}, "camera"], "value": 5},
                "9": {"text": ["words of a model", ""], "images": null},
                "10": {"gifs": [{"filename": "t.gif", "subfolder": "", "type": "temp"}], "audio": "odd"}""".formatted("atelier/" + order.jobId().value() + "-1"));
        server.on("GET /view", request -> Answer.of(200, request.path().replaceAll(".*filename=([^&]*).*", "$1")));
        assertThat(runs.start(order).end().files())
                .extracting(file -> Files.readString(file))
                .containsExactly("out_00001_.png", "a.mp4", "b.mp4", "c.webm", "d.flac", "e.glb", "words of a model");
    }

    @Test
    void aRunThatOnlyGivesWordsHasAResult() throws Exception {
        RunOrder order = Graphs.order(Graphs.RED_PICTURE);
        takeAndFinish(Graphs.order(Graphs.RED_PICTURE), ", \"9\": {\"text\": [\"words\"]}");
        assertThat(runs.start(order).end().files())
                .extracting(file -> Files.readString(file))
                .containsExactly("words");
    }

    /** The server takes every run from now on and has finished it when it is asked. */
    private void takeAndFinish(RunOrder order) {
        takeAndFinish(order, "");
    }

    private void takeAndFinish(RunOrder order, String moreOutputs) {
        server.on("POST /prompt", SubmissionIT::accepted);
        server.on("GET /history/", request -> {
            String id = request.path().substring("/history/".length());
            return Answer.json("{\"" + id + "\": " + finished(order, moreOutputs) + "}");
        });
        server.on("GET /view", "picture");
    }

    private static Answer accepted(ScriptedServer.Request request) {
        String id = MAPPER.readTree(request.body()).path("prompt_id").asString();
        return Answer.json("{\"prompt_id\": \"" + id + "\", \"number\": 0, \"node_errors\": {}}");
    }

    private static String finished(RunOrder order, String moreOutputs) {
        return """
                {"outputs": {"3": {"images": [
                    {"filename": "out_00001_.png", "subfolder": "atelier/%s-1", "type": "output"}]}%s},
                 "status": {"status_str": "success", "completed": true, "messages": [
                    ["execution_start", {"timestamp": 1000}], ["execution_success", {"timestamp": 1250}]]}}""".formatted(order.jobId().value(), moreOutputs);
    }

    private Path picture() throws java.io.IOException {
        return Files.writeString(folder.resolve("picture.png"), "a picture");
    }
}
