package dev.atelier.web;

import static dev.atelier.web.RunningFace.assertProblem;
import static dev.atelier.web.RunningFace.json;
import static dev.atelier.web.RunningFace.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.access.Role;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What cannot be done, and how much a request may hold, as a client meets it over HTTP. */
class ProblemTest {
    private static final RunningFace FACE = new RunningFace();

    @AfterAll
    static void stop() {
        FACE.close();
    }

    @Test
    void aProblemSaysWhatToShowAndWhatToDo() {
        HttpResponse<String> answer = send(
                FACE.as(FACE.get("/api/poor").header("Accept-Language", "ru-RU,ru;q=0.9,en;q=0.5"), "anna", Role.USER));
        assertProblem(answer, ErrorCode.OUT_OF_CREDIT);
        JsonNode body = json(answer);
        assertThat(body.get("type").asString()).isEqualTo("https://atelier.example/problems/out-of-credit");
        assertThat(body.get("title").asString()).isEqualTo(ErrorCode.OUT_OF_CREDIT.text("ru"));
        assertThat(body.get("instance").asString()).isEqualTo("/api/poor");
        assertThat(body.get("retryable").asBoolean()).isFalse();
        assertThat(body.get("balance").asLong()).isEqualTo(30);
        assertThat(body.get("price").asLong()).isEqualTo(50);
        assertThat(answer.headers().firstValue("Content-Language")).hasValue("ru");
    }

    @Test
    void whatNobodyExpectedSaysNothingAboutUs() {
        HttpResponse<String> answer = send(FACE.as(FACE.get("/api/broken"), "anna", Role.USER));
        assertProblem(answer, ErrorCode.INTERNAL);
        assertThat(answer.body()).contains("errorId").doesNotContain("secret").doesNotContain("dev.atelier");
    }

    @Test
    void whoHasToWaitIsToldHowLong() {
        HttpResponse<String> answer = send(FACE.as(FACE.get("/api/behind?logPosition=p1z"), "anna", Role.USER));
        assertProblem(answer, ErrorCode.PROJECTION_BEHIND);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(json(answer).get("position").asLong()).isEqualTo(71);
        assertProblem(send(FACE.as(FACE.get("/api/behind?logPosition=-5"), "anna", Role.USER)), ErrorCode.MALFORMED);
    }

    @Test
    void springsOwnRefusalsComeInTheSameForm() {
        assertProblem(send(FACE.as(FACE.get("/api/nothing"), "anna", Role.USER)), ErrorCode.NOT_FOUND);
        HttpResponse<String> method = send(FACE.as(FACE.get("/api/orders"), "anna", Role.USER));
        assertProblem(method, ErrorCode.METHOD_NOT_ALLOWED);
        assertThat(method.headers().firstValue("Allow")).hasValue("POST");
        assertProblem(FACE.post("/api/orders", "text/plain", "{}"), ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertProblem(FACE.post("/api/orders", "application/xml", "<a/>"), ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertProblem(FACE.post("/api/pictures", "image/svg+xml", "<svg/>"), ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertProblem(
                send(FACE.as(FACE.get("/problems").header("Accept", "application/pdf"), "anna", Role.USER)),
                ErrorCode.NOT_ACCEPTABLE);
        assertProblem(send(FACE.as(FACE.get("/api/behind"), "anna", Role.USER)), ErrorCode.MALFORMED);
    }

    @Test
    void anUnreadableBodySaysWhereItIsWrong() {
        HttpResponse<String> answer =
                FACE.post("/api/orders", "application/json", "{\"preset\":\"a\",\"parts\":[{},{\"n\":\"x\"}]}");
        assertProblem(answer, ErrorCode.MALFORMED);
        assertThat(json(answer).get("errors").get(0).get("pointer").asString()).isEqualTo("/parts/1/n");
        assertProblem(FACE.post("/api/orders", "application/json", "{"), ErrorCode.MALFORMED);
        HttpResponse<String> number = FACE.post("/api/orders", "application/json", "{\"preset\":5}");
        assertProblem(number, ErrorCode.MALFORMED);
        assertThat(json(number).get("errors").get(0).get("pointer").asString()).isEqualTo("/preset");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedDeclaredOrNot() {
        String large = "{\"preset\":\"" + "x".repeat(4000) + "\"}";
        HttpResponse<String> declared = FACE.post("/api/orders", "application/json", large);
        assertProblem(declared, ErrorCode.TOO_LARGE);
        assertThat(json(declared).get("bytesMax").asLong()).isEqualTo(2048);
        assertProblem(FACE.chunked("/api/orders", "application/json", large.getBytes()), ErrorCode.TOO_LARGE);
        assertProblem(FACE.chunked("/api/pictures", "image/png", new byte[1_100_000]), ErrorCode.TOO_LARGE);
        assertThat(FACE.chunked("/api/pictures", "image/png", new byte[1_000_000])
                        .body())
                .contains("1000000");
    }

    @Test
    void aBodyThatDripsIsNotWaitedFor() throws Exception {
        assertThat(FACE.drip("/api/orders", "application/json")).startsWith("HTTP/1.1 408");
    }

    @Test
    void aBrowserGetsJsonThoughXmlIsOnTheClassPath() {
        HttpResponse<String> answer = send(FACE.as(
                FACE.get("/api/me").header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
                "anna",
                Role.USER));
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    }
}
