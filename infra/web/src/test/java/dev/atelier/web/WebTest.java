package dev.atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.access.Role;
import dev.atelier.web.testing.TestIssuer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Access, problems and limits as a client meets them, over HTTP. */
class WebTest {
    private static final TestIssuer ISSUER = new TestIssuer();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static @Nullable ConfigurableApplicationContext face;

    @BeforeAll
    static void start() {
        List<String> settings = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.config.name=none",
                "--atelier.backend-url=https://atelier.example/",
                "--atelier.cors.allowed-origins=https://app.example",
                "--atelier.body.picture=1MB",
                "--atelier.body.other=2KB"));
        ISSUER.settings().forEach((name, value) -> settings.add("--" + name + "=" + value));
        face = new SpringApplicationBuilder(TestFace.class).run(settings.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        if (face != null) {
            face.close();
        }
        ISSUER.close();
    }

    @Test
    void withoutATokenThereIsAChallengeAndAProblem() {
        HttpResponse<String> answer = send(get("/api/me"));
        assertProblem(answer, ErrorCode.UNAUTHENTICATED);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"atelier\"");
    }

    static Stream<String> badTokens() throws JOSEException {
        JWTClaimsSet good = ISSUER.claims("anna", Role.USER).build();
        return Stream.of(
                "rubbish",
                new PlainJWT(good).serialize(),
                ISSUER.sign(ISSUER.claims("anna", Role.USER)
                        .issuer("https://other.example")
                        .build()),
                ISSUER.sign(ISSUER.claims("anna", Role.USER)
                        .audience("atelier-plugin")
                        .build()),
                ISSUER.sign(
                        ISSUER.claims("anna", Role.USER).audience((String) null).build()),
                ISSUER.sign(
                        ISSUER.claims("anna", Role.USER).expirationTime(null).build()),
                ISSUER.sign(ISSUER.claims("anna", Role.USER)
                        .expirationTime(Date.from(Instant.now().minusSeconds(60)))
                        .build()),
                ISSUER.sign(ISSUER.claims("", Role.USER).build()),
                ISSUER.sign(ISSUER.claims("an\nna", Role.USER).build()),
                TestIssuer.sign(good, ISSUER.key(), JWSAlgorithm.RS512),
                TestIssuer.sign(good, ISSUER.key(), JWSAlgorithm.PS256),
                TestIssuer.sign(good, new RSAKeyGenerator(2048).keyID("test").generate(), JWSAlgorithm.RS256));
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void aBadTokenIsRefused(String token) {
        HttpResponse<String> answer = send(get("/api/me").header("Authorization", "Bearer " + token));
        assertProblem(answer, ErrorCode.UNAUTHENTICATED);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("invalid_token");
    }

    @Test
    void aPersonActsForThemselves() {
        HttpResponse<String> answer = send(as(get("/api/me"), "anna", Role.USER));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("actor").asString()).isEqualTo(TestFace.ANNA.toString());
        assertThat(json(answer).get("subject").asString()).isEqualTo(TestFace.ANNA.toString());
        assertThat(answer.headers().firstValue("X-Request-Id").orElseThrow()).startsWith("request-");
    }

    @Test
    void aPersonWhoIsNotRegisteredIsToldSo() {
        assertProblem(send(as(get("/api/me"), "stranger", Role.USER)), ErrorCode.NOT_REGISTERED);
    }

    @Test
    void aPersonSpeaksForNobodyElse() {
        assertProblem(
                send(as(get("/api/me").header("On-Behalf-Of", "telegram:2"), "anna", Role.USER)), ErrorCode.FORBIDDEN);
    }

    @Test
    void anAdministratorActsForNobody() {
        assertProblem(send(as(get("/api/me"), "root", Role.ADMIN)), ErrorCode.FORBIDDEN);
        assertProblem(
                send(as(get("/api/me").header("On-Behalf-Of", "telegram:2"), "root", Role.ADMIN)), ErrorCode.FORBIDDEN);
    }

    @Test
    void aServiceNamesThePersonItActsFor() {
        HttpResponse<String> answer = send(bot(get("/api/me").header("On-Behalf-Of", "telegram:2")));
        assertThat(json(answer).get("actor").asString()).isEqualTo("service:telegram-bot");
        assertThat(json(answer).get("subject").asString()).isEqualTo(TestFace.BORIS.toString());
    }

    @Test
    void aServiceHasToNameOnePersonOfItsOwnNamespace() {
        assertProblem(send(bot(get("/api/me"))), ErrorCode.SUBJECT_REQUIRED);
        assertProblem(send(bot(get("/api/me").header("On-Behalf-Of", "2"))), ErrorCode.MALFORMED);
        assertProblem(send(bot(get("/api/me").header("On-Behalf-Of", "oidc:anna"))), ErrorCode.MALFORMED);
        assertProblem(send(bot(get("/api/me").header("On-Behalf-Of", "matrix:2"))), ErrorCode.FORBIDDEN);
        assertProblem(
                send(bot(get("/api/me").header("On-Behalf-Of", "telegram:1").header("On-Behalf-Of", "telegram:2"))),
                ErrorCode.MALFORMED);
        assertProblem(
                send(as(get("/api/me").header("On-Behalf-Of", "telegram:2"), "other-service", Role.SERVICE)),
                ErrorCode.FORBIDDEN);
    }

    @Test
    void aPathNamesAPersonForTheirServiceAndForThemselvesOnly() {
        assertThat(send(bot(get("/api/known/2"))).statusCode()).isEqualTo(200);
        assertThat(send(as(get("/api/known/1"), "anna", Role.USER)).statusCode())
                .isEqualTo(200);
        assertProblem(send(as(get("/api/known/2"), "anna", Role.USER)), ErrorCode.NOT_FOUND);
        assertProblem(send(as(get("/api/known/9"), "anna", Role.USER)), ErrorCode.NOT_FOUND);
        assertProblem(send(as(get("/api/known/1"), "other-service", Role.SERVICE)), ErrorCode.NOT_FOUND);
    }

    @Test
    void onlyAnAdministratorAdministrates() {
        assertProblem(send(as(get("/admin/me"), "anna", Role.USER)), ErrorCode.FORBIDDEN);
        assertProblem(send(bot(get("/admin/me"))), ErrorCode.FORBIDDEN);
        assertProblem(send(as(get("/admin/me"), "telegram-bot", Role.SERVICE, Role.ADMIN)), ErrorCode.FORBIDDEN);
        assertThat(json(send(as(get("/admin/me"), "root", Role.ADMIN)))
                        .get("actor")
                        .asString())
                .isEqualTo("admin:root");
    }

    @Test
    void aTokenWithoutARoleWeKnowMayNothing() {
        assertProblem(send(as(get("/api/me"), "anna")), ErrorCode.FORBIDDEN);
    }

    @Test
    void theOpenPagesAreOpenAndNothingElse() {
        assertThat(send(get("/check")).statusCode()).isEqualTo(200);
        assertThat(send(get("/problems/out-of-credit")).body()).contains("OUT_OF_CREDIT");
        assertThat(send(get("/problems")).statusCode()).isEqualTo(200);
        assertThat(send(get("/openapi.yaml")).body()).startsWith("openapi: 3.1");
        assertProblem(send(get("/problems/unheard-of")), ErrorCode.NOT_FOUND);
        for (String path : List.of("/", "/error", "/check/x", "/api/presets", "/auth/check", "/actuator/env")) {
            assertProblem(send(get(path)), ErrorCode.UNAUTHENTICATED);
        }
    }

    @Test
    void aProblemSaysWhatToShowAndWhatToDo() {
        HttpResponse<String> answer =
                send(as(get("/api/poor").header("Accept-Language", "ru-RU,ru;q=0.9,en;q=0.5"), "anna", Role.USER));
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
        HttpResponse<String> answer = send(as(get("/api/broken"), "anna", Role.USER));
        assertProblem(answer, ErrorCode.INTERNAL);
        assertThat(answer.body()).contains("errorId").doesNotContain("secret").doesNotContain("dev.atelier");
    }

    @Test
    void whoHasToWaitIsToldHowLong() {
        HttpResponse<String> answer = send(as(get("/api/behind?logPosition=p1z"), "anna", Role.USER));
        assertProblem(answer, ErrorCode.PROJECTION_BEHIND);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(json(answer).get("position").asLong()).isEqualTo(71);
        assertProblem(send(as(get("/api/behind?logPosition=-5"), "anna", Role.USER)), ErrorCode.MALFORMED);
    }

    @Test
    void springsOwnRefusalsComeInTheSameForm() {
        assertProblem(send(as(get("/api/nothing"), "anna", Role.USER)), ErrorCode.NOT_FOUND);
        HttpResponse<String> method = send(as(get("/api/orders"), "anna", Role.USER));
        assertProblem(method, ErrorCode.METHOD_NOT_ALLOWED);
        assertThat(method.headers().firstValue("Allow")).hasValue("POST");
        assertProblem(post("/api/orders", "text/plain", "{}"), ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertProblem(post("/api/orders", "application/xml", "<a/>"), ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertProblem(post("/api/pictures", "image/svg+xml", "<svg/>"), ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertProblem(
                send(as(get("/problems").header("Accept", "application/pdf"), "anna", Role.USER)),
                ErrorCode.NOT_ACCEPTABLE);
        assertProblem(send(as(get("/api/behind"), "anna", Role.USER)), ErrorCode.MALFORMED);
    }

    @Test
    void anUnreadableBodySaysWhereItIsWrong() {
        HttpResponse<String> answer =
                post("/api/orders", "application/json", "{\"preset\":\"a\",\"parts\":[{},{\"n\":\"x\"}]}");
        assertProblem(answer, ErrorCode.MALFORMED);
        assertThat(json(answer).get("errors").get(0).get("pointer").asString()).isEqualTo("/parts/1/n");
        assertProblem(post("/api/orders", "application/json", "{"), ErrorCode.MALFORMED);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedDeclaredOrNot() {
        String large = "{\"preset\":\"" + "x".repeat(4000) + "\"}";
        HttpResponse<String> declared = post("/api/orders", "application/json", large);
        assertProblem(declared, ErrorCode.TOO_LARGE);
        assertThat(json(declared).get("bytesMax").asLong()).isEqualTo(2048);
        assertProblem(chunked("/api/orders", "application/json", large.getBytes()), ErrorCode.TOO_LARGE);
        assertProblem(chunked("/api/pictures", "image/png", new byte[1_100_000]), ErrorCode.TOO_LARGE);
        assertThat(chunked("/api/pictures", "image/png", new byte[1_000_000]).body())
                .contains("1000000");
    }

    @Test
    void aBrowserGetsJsonThoughXmlIsOnTheClassPath() {
        HttpResponse<String> answer = send(as(
                get("/api/me").header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
                "anna",
                Role.USER));
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @Test
    void onlyListedOriginsMayCallFromAPage() {
        HttpResponse<String> listed =
                send(as(get("/api/me").header("Origin", "https://app.example"), "anna", Role.USER));
        assertThat(listed.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://app.example");
        HttpResponse<String> other =
                send(as(get("/api/me").header("Origin", "https://evil.example"), "anna", Role.USER));
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void answersCarrySecurityHeadersAndNoCookie() {
        Map<String, List<String>> headers =
                send(as(get("/api/me"), "anna", Role.USER)).headers().map();
        assertThat(headers)
                .containsKeys("x-content-type-options", "content-security-policy", "x-frame-options", "referrer-policy")
                .doesNotContainKey("set-cookie");
    }

    private static void assertProblem(HttpResponse<String> answer, ErrorCode code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code.status());
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).get("code").asString()).isEqualTo(code.name());
        assertThat(json(answer).get("status").asInt()).isEqualTo(code.status());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static HttpRequest.Builder get(String path) {
        String port = Objects.requireNonNull(face).getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpRequest.Builder as(HttpRequest.Builder request, String subject, Role... roles) {
        return request.header("Authorization", "Bearer " + ISSUER.token(subject, roles));
    }

    private static HttpRequest.Builder bot(HttpRequest.Builder request) {
        return as(request, "telegram-bot", Role.SERVICE);
    }

    private static HttpResponse<String> post(String path, String type, String body) {
        return send(as(get(path), "anna", Role.USER)
                .header("Content-Type", type)
                .header("Wanted", "yes")
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> chunked(String path, String type, byte[] body) {
        return send(as(get(path), "anna", Role.USER)
                .header("Content-Type", type)
                .header("Wanted", "yes")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no answer", e);
        }
    }
}
