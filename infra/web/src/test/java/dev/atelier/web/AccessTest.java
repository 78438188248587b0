package dev.atelier.web;

import static dev.atelier.web.RunningFace.assertProblem;
import static dev.atelier.web.RunningFace.json;
import static dev.atelier.web.RunningFace.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.access.Role;
import dev.atelier.web.testing.TestIssuer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, as a client meets it over HTTP. */
class AccessTest {
    private static final RunningFace FACE = new RunningFace();

    @AfterAll
    static void stop() {
        FACE.close();
    }

    @Test
    void withoutATokenThereIsAChallengeAndAProblem() {
        HttpResponse<String> answer = send(FACE.get("/api/me"));
        assertProblem(answer, ErrorCode.UNAUTHENTICATED);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"atelier\"");
    }

    static Stream<String> badTokens() throws JOSEException {
        JWTClaimsSet good = FACE.issuer().claims("anna", Role.USER).build();
        return Stream.of(
                "rubbish",
                new PlainJWT(good).serialize(),
                FACE.issuer()
                        .sign(FACE.issuer()
                                .claims("anna", Role.USER)
                                .issuer("https://other.example")
                                .build()),
                FACE.issuer()
                        .sign(FACE.issuer()
                                .claims("anna", Role.USER)
                                .audience("atelier-plugin")
                                .build()),
                FACE.issuer()
                        .sign(FACE.issuer()
                                .claims("anna", Role.USER)
                                .audience((String) null)
                                .build()),
                FACE.issuer()
                        .sign(FACE.issuer()
                                .claims("anna", Role.USER)
                                .expirationTime(null)
                                .build()),
                FACE.issuer()
                        .sign(FACE.issuer()
                                .claims("anna", Role.USER)
                                .expirationTime(Date.from(Instant.now().minusSeconds(60)))
                                .build()),
                FACE.issuer().sign(FACE.issuer().claims("", Role.USER).build()),
                FACE.issuer().sign(FACE.issuer().claims("an\nna", Role.USER).build()),
                TestIssuer.sign(good, FACE.issuer().key(), JWSAlgorithm.RS512),
                TestIssuer.sign(good, FACE.issuer().key(), JWSAlgorithm.PS256),
                TestIssuer.sign(good, new RSAKeyGenerator(2048).keyID("test").generate(), JWSAlgorithm.RS256));
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void aBadTokenIsRefused(String token) {
        HttpResponse<String> answer = send(FACE.get("/api/me").header("Authorization", "Bearer " + token));
        assertProblem(answer, ErrorCode.UNAUTHENTICATED);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("invalid_token");
    }

    @Test
    void aTamperedTokenIsRefusedAlthoughTheGoodOneWasJustBelieved() {
        String good = FACE.issuer().token("anna", Role.USER);
        assertThat(send(FACE.get("/api/me").header("Authorization", "Bearer " + good))
                        .statusCode())
                .isEqualTo(200);
        String[] parts = good.split("\\.");
        String claims = FACE.issuer().token("boris", Role.ADMIN).split("\\.")[1];
        for (String bad : List.of(
                parts[0] + "." + claims + "." + parts[2],
                parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1],
                parts[0] + "." + parts[1] + "." + parts[2].substring(1))) {
            assertProblem(
                    send(FACE.get("/api/me").header("Authorization", "Bearer " + bad)), ErrorCode.UNAUTHENTICATED);
        }
        assertThat(send(FACE.get("/api/me").header("Authorization", "bearer " + good))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer a b", "Bearerabc", "Bearer =="})
    void aHeaderThatOnlyBeginsLikeATokenIsRefused(String header) {
        HttpResponse<String> answer = send(FACE.get("/api/me").header("Authorization", header));
        assertProblem(answer, ErrorCode.UNAUTHENTICATED);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("invalid_token");
    }

    @Test
    void aPersonActsForThemselves() {
        HttpResponse<String> answer = send(FACE.as(FACE.get("/api/me"), "anna", Role.USER));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("actor").asString()).isEqualTo(TestFace.ANNA.toString());
        assertThat(json(answer).get("subject").asString()).isEqualTo(TestFace.ANNA.toString());
        assertThat(answer.headers().firstValue("X-Request-Id").orElseThrow()).startsWith("request-");
    }

    @Test
    void aPersonWhoIsNotRegisteredIsToldSo() {
        assertProblem(send(FACE.as(FACE.get("/api/me"), "stranger", Role.USER)), ErrorCode.NOT_REGISTERED);
    }

    @Test
    void aPersonSpeaksForNobodyElse() {
        assertProblem(
                send(FACE.as(FACE.get("/api/me").header("On-Behalf-Of", "telegram:2"), "anna", Role.USER)),
                ErrorCode.FORBIDDEN);
    }

    @Test
    void anAdministratorActsForNobody() {
        assertProblem(send(FACE.as(FACE.get("/api/me"), "root", Role.ADMIN)), ErrorCode.FORBIDDEN);
        assertProblem(
                send(FACE.as(FACE.get("/api/me").header("On-Behalf-Of", "telegram:2"), "root", Role.ADMIN)),
                ErrorCode.FORBIDDEN);
    }

    @Test
    void aServiceNamesThePersonItActsFor() {
        HttpResponse<String> answer = send(FACE.bot(FACE.get("/api/me").header("On-Behalf-Of", "telegram:2")));
        assertThat(json(answer).get("actor").asString()).isEqualTo("service:telegram-bot");
        assertThat(json(answer).get("subject").asString()).isEqualTo(TestFace.BORIS.toString());
    }

    @Test
    void aServiceHasToNameOnePersonOfItsOwnNamespace() {
        assertProblem(send(FACE.bot(FACE.get("/api/me"))), ErrorCode.SUBJECT_REQUIRED);
        assertProblem(send(FACE.bot(FACE.get("/api/me").header("On-Behalf-Of", "2"))), ErrorCode.MALFORMED);
        assertProblem(send(FACE.bot(FACE.get("/api/me").header("On-Behalf-Of", "oidc:anna"))), ErrorCode.MALFORMED);
        assertProblem(send(FACE.bot(FACE.get("/api/me").header("On-Behalf-Of", "matrix:2"))), ErrorCode.FORBIDDEN);
        assertProblem(
                send(FACE.bot(
                        FACE.get("/api/me").header("On-Behalf-Of", "telegram:1").header("On-Behalf-Of", "telegram:2"))),
                ErrorCode.MALFORMED);
        assertProblem(
                send(FACE.as(FACE.get("/api/me").header("On-Behalf-Of", "telegram:2"), "other-service", Role.SERVICE)),
                ErrorCode.FORBIDDEN);
    }

    @Test
    void aPathNamesAPersonForTheirServiceAndForThemselvesOnly() {
        assertThat(send(FACE.bot(FACE.get("/api/known/2"))).statusCode()).isEqualTo(200);
        assertThat(send(FACE.as(FACE.get("/api/known/1"), "anna", Role.USER)).statusCode())
                .isEqualTo(200);
        assertProblem(send(FACE.as(FACE.get("/api/known/2"), "anna", Role.USER)), ErrorCode.NOT_FOUND);
        assertProblem(send(FACE.as(FACE.get("/api/known/9"), "anna", Role.USER)), ErrorCode.NOT_FOUND);
        assertProblem(send(FACE.as(FACE.get("/api/known/1"), "other-service", Role.SERVICE)), ErrorCode.NOT_FOUND);
    }

    @Test
    void onlyAnAdministratorAdministrates() {
        assertProblem(send(FACE.as(FACE.get("/admin/me"), "anna", Role.USER)), ErrorCode.FORBIDDEN);
        assertProblem(send(FACE.bot(FACE.get("/admin/me"))), ErrorCode.FORBIDDEN);
        assertProblem(
                send(FACE.as(FACE.get("/admin/me"), "telegram-bot", Role.SERVICE, Role.ADMIN)), ErrorCode.FORBIDDEN);
        assertThat(json(send(FACE.as(FACE.get("/admin/me"), "root", Role.ADMIN)))
                        .get("actor")
                        .asString())
                .isEqualTo("admin:root");
    }

    @Test
    void aTokenWithoutARoleWeKnowMayNothing() {
        assertProblem(send(FACE.as(FACE.get("/api/me"), "anna")), ErrorCode.FORBIDDEN);
    }

    @Test
    void theOpenPagesAreOpenAndNothingElse() {
        assertThat(send(FACE.get("/check")).statusCode()).isEqualTo(200);
        assertThat(send(FACE.get("/problems/out-of-credit")).body()).contains("OUT_OF_CREDIT");
        assertThat(send(FACE.get("/problems")).statusCode()).isEqualTo(200);
        assertThat(send(FACE.get("/openapi.yaml")).body()).startsWith("openapi: 3.1");
        assertProblem(send(FACE.get("/problems/unheard-of")), ErrorCode.NOT_FOUND);
        for (String path : List.of("/", "/error", "/check/x", "/api/presets", "/auth/check", "/actuator/env")) {
            assertProblem(send(FACE.get(path)), ErrorCode.UNAUTHENTICATED);
        }
    }

    @Test
    void onlyListedOriginsMayCallFromAPage() {
        HttpResponse<String> listed =
                send(FACE.as(FACE.get("/api/me").header("Origin", "https://app.example"), "anna", Role.USER));
        assertThat(listed.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://app.example");
        HttpResponse<String> other =
                send(FACE.as(FACE.get("/api/me").header("Origin", "https://evil.example"), "anna", Role.USER));
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void answersCarrySecurityHeadersAndNoCookie() {
        Map<String, List<String>> headers =
                send(FACE.as(FACE.get("/api/me"), "anna", Role.USER)).headers().map();
        assertThat(headers)
                .containsKeys("x-content-type-options", "content-security-policy", "x-frame-options", "referrer-policy")
                .doesNotContainKey("set-cookie");
    }
}
