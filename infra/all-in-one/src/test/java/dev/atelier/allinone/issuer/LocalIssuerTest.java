package dev.atelier.allinone.issuer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import dev.atelier.web.access.Role;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sign-in and the grants over HTTP, and the tokens at a deployable. */
@TestInstance(Lifecycle.PER_CLASS)
class LocalIssuerTest {
    /** As clients know it; here the front door is left out. */
    private static final URI URL = URI.create("http://127.0.0.1:18080/issuer");

    private static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private Path folder;
    private LocalIssuer issuer;
    private ConfigurableApplicationContext face;

    @BeforeAll
    void start(@TempDir Path data) {
        folder = data;
        issuer = LocalIssuer.start(folder, URL);
        face = face(issuer);
    }

    @AfterAll
    void stop() {
        face.close();
        issuer.close();
    }

    @Test
    void discoveryNamesTheAddressThatClientsKnow() {
        JsonNode discovery = json(new Browser().get(at("/.well-known/openid-configuration")));
        assertThat(discovery.get("issuer").asString()).isEqualTo(URL.toString());
        assertThat(discovery.get("jwks_uri").asString()).isEqualTo(URL + "/oauth2/jwks");
        assertThat(discovery.get("device_authorization_endpoint").asString())
                .isEqualTo(URL + "/oauth2/device_authorization");
        String keys = new Browser().get(URI.create(issuer.jwkSetUri())).body();
        assertThat(keys).contains("\"kty\":\"RSA\"").doesNotContain("\"d\":");
    }

    @Test
    void aPluginGetsATokenByTheDeviceGrant() throws Exception {
        Browser plugin = new Browser();
        JsonNode device = json(plugin.post(
                at("/oauth2/device_authorization"), Map.of("client_id", LocalIssuer.CLIENT_ID, "scope", "profile")));
        assertThat(device.get("verification_uri").asString()).isEqualTo(URL + "/activate");
        Map<String, String> poll = Map.of(
                "grant_type",
                DEVICE_GRANT,
                "client_id",
                LocalIssuer.CLIENT_ID,
                "device_code",
                device.get("device_code").asString());
        assertThat(json(plugin.post(at("/oauth2/token"), poll)).get("error").asString())
                .isEqualTo("authorization_pending");

        Browser person = new Browser();
        HttpResponse<String> login = person.page(
                person.get(at("/activate?user_code=" + device.get("user_code").asString())));
        assertThat(login.uri()).isEqualTo(at("/login"));
        HttpResponse<String> activate = person.page(person.post(
                at("/register"), Browser.form(login, Map.of("username", " Anna ", "password", "correct horse"))));
        assertThat(activate.body()).contains(device.get("user_code").asString());
        HttpResponse<String> consent = person.page(person.post(
                at("/oauth2/device_verification"),
                Map.of("user_code", device.get("user_code").asString())));
        assertThat(consent.body()).contains("anna").contains(LocalIssuer.CLIENT_ID);
        HttpResponse<String> done =
                person.page(person.post(at("/oauth2/device_verification"), Browser.form(consent, Map.of())));
        assertThat(done.uri()).isEqualTo(at("/activated"));

        JsonNode tokens = json(plugin.post(at("/oauth2/token"), poll));
        String token = tokens.get("access_token").asString();
        Map<String, Object> claims = SignedJWT.parse(token).getJWTClaimsSet().getClaims();
        assertThat(claims)
                .containsEntry("iss", URL.toString())
                .containsEntry("aud", List.of("atelier"))
                .containsEntry("preferred_username", "anna")
                .containsEntry("azp", LocalIssuer.CLIENT_ID)
                .containsEntry("realm_access", Map.of("roles", List.of("user")));
        assertThat(json(ask("/api/me", token)).get("subject").asString()).isEqualTo(claims.get("sub"));
        assertThat(ask("/admin/me", token).statusCode()).isEqualTo(403);

        JsonNode refreshed = json(plugin.post(
                at("/oauth2/token"),
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "client_id",
                        LocalIssuer.CLIENT_ID,
                        "refresh_token",
                        tokens.get("refresh_token").asString())));
        assertThat(json(ask("/api/me", refreshed.get("access_token").asString()))
                        .get("subject")
                        .asString())
                .isEqualTo(claims.get("sub"));
    }

    @Test
    void aDeviceThatIsDeniedGetsNoToken() {
        Browser plugin = new Browser();
        JsonNode device = json(plugin.post(
                at("/oauth2/device_authorization"), Map.of("client_id", LocalIssuer.CLIENT_ID, "scope", "profile")));
        Browser person = signedUp("denier");
        HttpResponse<String> consent = person.page(person.post(
                at("/oauth2/device_verification"),
                Map.of("user_code", device.get("user_code").asString())));
        Map<String, String> denial = Browser.form(consent, Map.of());
        denial.remove("scope");
        person.post(at("/oauth2/device_verification"), denial);
        JsonNode answer = json(plugin.post(
                at("/oauth2/token"),
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
        Browser person = signedUp("coder");
        assertThat(Browser.target(person.get(at(ask))).toString()).contains("error=invalid_request");
        URI back = Browser.target(person.get(at(ask + "&code_challenge_method=S256&code_challenge=" + challenge)));
        assertThat(back.toString()).startsWith(redirect + "?code=");
        String code = back.getQuery().replaceAll(".*code=([^&]+).*", "$1");
        Map<String, String> exchange = Map.of(
                "grant_type", "authorization_code",
                "client_id", LocalIssuer.CLIENT_ID,
                "redirect_uri", redirect,
                "code", code,
                "code_verifier", verifier);
        JsonNode tokens = json(new Browser().post(at("/oauth2/token"), exchange));
        assertThat(ask("/api/me", tokens.get("access_token").asString()).statusCode())
                .isEqualTo(200);
        assertThat(ask("/api/me", tokens.get("id_token").asString()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aNameIsGivenOnceAndAWrongPasswordIsRefused() {
        signedUp("boris");
        Browser other = new Browser();
        HttpResponse<String> login = other.get(at("/login"));
        HttpResponse<String> taken = other.post(
                at("/register"), Browser.form(login, Map.of("username", "boris", "password", "another one")));
        assertThat(taken.statusCode()).isEqualTo(422);
        HttpResponse<String> wrong = other.page(
                other.post(at("/login"), Browser.form(taken, Map.of("username", "boris", "password", "guess"))));
        assertThat(wrong.uri()).isEqualTo(at("/login?error"));
        HttpResponse<String> odd = other.post(
                at("/register"), Browser.form(login, Map.of("username", "../../x", "password", "another one")));
        assertThat(odd.statusCode()).isEqualTo(422);
        HttpResponse<String> right = other.page(other.post(
                at("/login"), Browser.form(taken, Map.of("username", "boris", "password", "correct horse"))));
        assertThat(right.uri()).isEqualTo(at("/activate"));
    }

    @Test
    void theCommandLineMakesTokensOfEveryRole() {
        LocalTokens tokens = new LocalTokens(folder, issuer.url());
        assertThat(json(ask("/admin/me", tokens.mint(Role.ADMIN, "root")))
                        .get("actor")
                        .asString())
                .isEqualTo("admin:root");
        assertThat(ask("/api/me", tokens.mint(Role.SERVICE, "telegram-bot")).statusCode())
                .isEqualTo(400);
        String first = json(ask("/api/me", tokens.mint(Role.USER, "cli")))
                .get("subject")
                .asString();
        String second = json(ask("/api/me", tokens.mint(Role.USER, "cli")))
                .get("subject")
                .asString();
        assertThat(first).isEqualTo(second);
    }

    @Test
    void whoWasMadeOnTheCommandLineCannotSignIn() {
        new LocalTokens(folder, issuer.url()).mint(Role.USER, "silent");
        Browser other = new Browser();
        HttpResponse<String> login = other.get(at("/login"));
        HttpResponse<String> answer =
                other.page(other.post(at("/login"), Browser.form(login, Map.of("username", "silent", "password", ""))));
        assertThat(answer.uri()).isEqualTo(at("/login?error"));
    }

    @Test
    void secretsAreReadableByTheOwnerOnly() throws IOException {
        signedUp("secretive");
        for (String file : List.of("signing-key.json", "people/secretive.json")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .isEqualTo("rw-------");
        }
        assertThat(Files.readString(folder.resolve("people/secretive.json"))).doesNotContain("correct horse");
    }

    @Test
    void tokensAndAccountsOutliveARestart(@TempDir Path other) {
        String token;
        try (LocalIssuer before = LocalIssuer.start(other, URL)) {
            token = new LocalTokens(other, before.url()).mint(Role.USER, "cli");
        }
        try (LocalIssuer after = LocalIssuer.start(other, URL);
                ConfigurableApplicationContext again = face(after)) {
            assertThat(ask(again, "/api/me", token).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theAddressNeedsAPath() {
        assertThatThrownBy(() -> LocalIssuer.start(folder, URI.create("http://127.0.0.1:18080/")))
                .hasMessageContaining("/issuer");
    }

    private Browser signedUp(String name) {
        Browser person = new Browser();
        HttpResponse<String> login = person.get(at("/login"));
        HttpResponse<String> page = person.page(person.post(
                at("/register"), Browser.form(login, Map.of("username", name, "password", "correct horse"))));
        assertThat(page.statusCode()).isEqualTo(200);
        return person;
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + issuer.port() + "/issuer" + path);
    }

    private static ConfigurableApplicationContext face(LocalIssuer issuer) {
        return new SpringApplicationBuilder(GuardedFace.class)
                .properties("server.port=0", "server.address=127.0.0.1", "spring.config.name=none")
                .run("--atelier.access.issuer=" + issuer.url(), "--atelier.access.jwk-set-uri=" + issuer.jwkSetUri());
    }

    private HttpResponse<String> ask(String path, String token) {
        return ask(face, path, token);
    }

    private static HttpResponse<String> ask(ConfigurableApplicationContext face, String path, String token) {
        URI address = URI.create("http://127.0.0.1:" + face.getEnvironment().getProperty("local.server.port") + path);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(address)
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no answer", e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
