package dev.atelier.allinone.issuer;

import static dev.atelier.allinone.issuer.RunningIssuer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.web.access.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Accounts, the command line's tokens, and what is kept over a restart. */
class LocalIssuerTest {
    private static final RunningIssuer ISSUER = new RunningIssuer();

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @Test
    void aNameIsGivenOnceAndAWrongPasswordIsRefused() {
        ISSUER.signedUp("boris");
        Browser other = new Browser();
        HttpResponse<String> login = other.get(ISSUER.at("/login"));
        HttpResponse<String> taken = other.post(
                ISSUER.at("/register"), Browser.form(login, Map.of("username", "boris", "password", "another one")));
        assertThat(taken.statusCode()).isEqualTo(422);
        HttpResponse<String> wrong = other.page(
                other.post(ISSUER.at("/login"), Browser.form(taken, Map.of("username", "boris", "password", "guess"))));
        assertThat(wrong.uri()).isEqualTo(ISSUER.at("/login?error"));
        HttpResponse<String> odd = other.post(
                ISSUER.at("/register"), Browser.form(login, Map.of("username", "../../x", "password", "another one")));
        assertThat(odd.statusCode()).isEqualTo(422);
        HttpResponse<String> right = other.page(other.post(
                ISSUER.at("/login"), Browser.form(taken, Map.of("username", "boris", "password", "correct horse"))));
        assertThat(right.uri()).isEqualTo(ISSUER.at("/activate"));
    }

    @Test
    void theCommandLineMakesTokensOfEveryRole() {
        LocalTokens tokens = new LocalTokens(ISSUER.folder(), ISSUER.local().url());
        assertThat(json(ISSUER.ask("/admin/me", tokens.mint(Role.ADMIN, "root")))
                        .get("actor")
                        .asString())
                .isEqualTo("admin:root");
        assertThat(ISSUER.ask("/api/me", tokens.mint(Role.SERVICE, "telegram-bot"))
                        .statusCode())
                .isEqualTo(400);
        String first = json(ISSUER.ask("/api/me", tokens.mint(Role.USER, "cli")))
                .get("subject")
                .asString();
        String second = json(ISSUER.ask("/api/me", tokens.mint(Role.USER, "cli")))
                .get("subject")
                .asString();
        assertThat(first).isEqualTo(second);
    }

    @Test
    void whoWasMadeOnTheCommandLineCannotSignIn() {
        new LocalTokens(ISSUER.folder(), ISSUER.local().url()).mint(Role.USER, "silent");
        Browser other = new Browser();
        HttpResponse<String> login = other.get(ISSUER.at("/login"));
        HttpResponse<String> answer = other.page(
                other.post(ISSUER.at("/login"), Browser.form(login, Map.of("username", "silent", "password", ""))));
        assertThat(answer.uri()).isEqualTo(ISSUER.at("/login?error"));
    }

    @Test
    void secretsAreReadableByTheOwnerOnly() throws IOException {
        ISSUER.signedUp("secretive");
        for (String file : List.of("signing-key.json", "people/secretive.json")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(ISSUER.folder().resolve(file))))
                    .isEqualTo("rw-------");
        }
        assertThat(Files.readString(ISSUER.folder().resolve("people/secretive.json")))
                .doesNotContain("correct horse");
    }

    @Test
    void tokensAndAccountsOutliveARestart(@TempDir Path other) {
        String token;
        try (LocalIssuer before = LocalIssuer.start(other, RunningIssuer.URL)) {
            token = new LocalTokens(other, before.url()).mint(Role.USER, "cli");
        }
        try (LocalIssuer after = LocalIssuer.start(other, RunningIssuer.URL);
                ConfigurableApplicationContext again = RunningIssuer.face(after)) {
            assertThat(RunningIssuer.ask(again, "/api/me", token).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theAddressNeedsAPath() {
        assertThatThrownBy(() -> LocalIssuer.start(ISSUER.folder(), URI.create("http://127.0.0.1:18080/")))
                .hasMessageContaining("/issuer");
    }
}
