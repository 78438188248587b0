package dev.atelier.allinone.issuer;

import static dev.atelier.allinone.issuer.RunningIssuer.json;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Tokens by the grants that programs use, over HTTP, and what a deployable says to them. */
class GrantsTest {
    private static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private static final RunningIssuer ISSUER = new RunningIssuer();

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @Test
    void discoveryNamesTheAddressThatClientsKnow() {
        JsonNode discovery = json(new Browser().get(ISSUER.at("/.well-known/openid-configuration")));
        assertThat(discovery.get("issuer").asString()).isEqualTo(RunningIssuer.URL.toString());
        assertThat(discovery.get("jwks_uri").asString()).isEqualTo(RunningIssuer.URL + "/oauth2/jwks");
        assertThat(discovery.get("device_authorization_endpoint").asString())
                .isEqualTo(RunningIssuer.URL + "/oauth2/device_authorization");
        String keys = new Browser().get(URI.create(ISSUER.local().jwkSetUri())).body();
        assertThat(keys).contains("\"kty\":\"RSA\"").doesNotContain("\"d\":");
    }

    @Test
    void aPluginGetsATokenByTheDeviceGrant() throws Exception {
        Browser plugin = new Browser();
        JsonNode device = json(plugin.post(
                ISSUER.at("/oauth2/device_authorization"),
                Map.of("client_id", LocalIssuer.CLIENT_ID, "scope", "profile")));
        assertThat(device.get("verification_uri").asString()).isEqualTo(RunningIssuer.URL + "/activate");
        Map<String, String> poll = Map.of(
                "grant_type",
                DEVICE_GRANT,
                "client_id",
                LocalIssuer.CLIENT_ID,
                "device_code",
                device.get("device_code").asString());
        assertThat(json(plugin.post(ISSUER.at("/oauth2/token"), poll))
                        .get("error")
                        .asString())
                .isEqualTo("authorization_pending");

        Browser person = new Browser();
        HttpResponse<String> login = person.page(person.get(
                ISSUER.at("/activate?user_code=" + device.get("user_code").asString())));
        assertThat(login.uri()).isEqualTo(ISSUER.at("/login"));
        HttpResponse<String> activate = person.page(person.post(
                ISSUER.at("/register"),
                Browser.form(login, Map.of("username", " Anna ", "password", "correct horse"))));
        assertThat(activate.body()).contains(device.get("user_code").asString());
        HttpResponse<String> consent = person.page(person.post(
                ISSUER.at("/oauth2/device_verification"),
                Map.of("user_code", device.get("user_code").asString())));
        assertThat(consent.body()).contains("anna").contains(LocalIssuer.CLIENT_ID);
        HttpResponse<String> done =
                person.page(person.post(ISSUER.at("/oauth2/device_verification"), Browser.form(consent, Map.of())));
        assertThat(done.uri()).isEqualTo(ISSUER.at("/activated"));

        JsonNode tokens = json(plugin.post(ISSUER.at("/oauth2/token"), poll));
        String token = tokens.get("access_token").asString();
        Map<String, Object> claims = SignedJWT.parse(token).getJWTClaimsSet().getClaims();
        assertThat(claims)
                .containsEntry("iss", RunningIssuer.URL.toString())
                .containsEntry("aud", List.of("atelier"))
                .containsEntry("preferred_username", "anna")
                .containsEntry("azp", LocalIssuer.CLIENT_ID)
                .containsEntry("realm_access", Map.of("roles", List.of("user")));
        assertThat(json(ISSUER.ask("/api/me", token)).get("subject").asString()).isEqualTo(claims.get("sub"));
        assertThat(ISSUER.ask("/admin/me", token).statusCode()).isEqualTo(403);

        JsonNode refreshed = json(plugin.post(
                ISSUER.at("/oauth2/token"),
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        LocalIssuer.CLIENT_ID,
                        "refresh_token",
                        tokens.get("refresh_token").asString())));
        assertThat(json(ISSUER.ask("/api/me", refreshed.get("access_token").asString()))
                        .get("subject")
                        .asString())
                .isEqualTo(claims.get("sub"));
    }

    @Test
    void aDeviceThatIsDeniedGetsNoToken() {
        Browser plugin = new Browser();
        JsonNode device = json(plugin.post(
                ISSUER.at("/oauth2/device_authorization"),
                Map.of("client_id", LocalIssuer.CLIENT_ID, "scope", "profile")));
        Browser person = ISSUER.signedUp("denier");
        HttpResponse<String> consent = person.page(person.post(
                ISSUER.at("/oauth2/device_verification"),
                Map.of("user_code", device.get("user_code").asString())));
        Map<String, String> denial = Browser.form(consent, Map.of());
        denial.remove("scope");
        person.post(ISSUER.at("/oauth2/device_verification"), denial);
        JsonNode answer = json(plugin.post(
                ISSUER.at("/oauth2/token"),
                Map.of(
                        "grant_type",
                        DEVICE_GRANT,
                        "client_id",
                        LocalIssuer.CLIENT_ID,
                        "device_code",
                        device.get("device_code").asString())));
        assertThat(answer.get("error").asString()).isEqualTo("access_denied");
    }

    @Test
    void aProgramWithABrowserGetsATokenByTheCodeGrantWithAProofKeyOnly() throws Exception {
        String verifier = "a".repeat(64);
        String challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
        String redirect = "http://127.0.0.1:54321/callback";
        String ask = "/oauth2/authorize?response_type=code&scope=openid&state=s&client_id=" + LocalIssuer.CLIENT_ID
                + "&redirect_uri=" + URLEncoder.encode(redirect, US_ASCII);
        Browser person = ISSUER.signedUp("coder");
        assertThat(Browser.target(person.get(ISSUER.at(ask))).toString()).contains("error=invalid_request");
        URI back =
                Browser.target(person.get(ISSUER.at(ask + "&code_challenge_method=S256&code_challenge=" + challenge)));
        assertThat(back.toString()).startsWith(redirect + "?code=");
        String code = back.getQuery().replaceAll(".*code=([^&]+).*", "$1");
        Map<String, String> exchange = Map.of(
                "grant_type", "authorization_code",
                "client_id", LocalIssuer.CLIENT_ID,
                "redirect_uri", redirect,
                "code", code,
                "code_verifier", verifier);
        JsonNode tokens = json(new Browser().post(ISSUER.at("/oauth2/token"), exchange));
        assertThat(ISSUER.ask("/api/me", tokens.get("access_token").asString()).statusCode())
                .isEqualTo(200);
        assertThat(ISSUER.ask("/api/me", tokens.get("id_token").asString()).statusCode())
                .isEqualTo(401);
    }
}
