package dev.atelier.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.eventstore.proof.SigningKeyFile;
import dev.atelier.eventstore.proof.domain.HeadKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OutsideTheLogTest {
    @TempDir
    private Path temporary;

    @Test
    void on_servers_the_environment_says_it_and_the_folder_nothing() throws Exception {
        LocalFolder folder = LocalFolder.open(temporary.resolve("data"));
        folder.secret("identity-key");
        Path head = temporary.resolve("head.json");
        Map<String, String> servers =
                Map.of("POSTGRES_URL", "jdbc:postgresql://db/atelier", "SEAL_HEAD_FILE", head + "");

        OutsideTheLog outside = new OutsideTheLog(folder, servers);

        assertThat(outside.identityKey())
                .as("a key of this folder would recognise nobody")
                .isEmpty();
        assertThat(outside.head().path()).isEqualTo(head);
        assertThat(new OutsideTheLog(folder, Map.of("POSTGRES_URL", "x", "IDENTITY_KEY", "k")).identityKey())
                .hasValue("k");
        assertThat(new OutsideTheLog(folder, Map.of()).identityKey()).hasValue(folder.secret("identity-key"));
    }

    @Test
    void nothing_is_made_for_a_look() {
        LocalFolder folder = LocalFolder.open(temporary.resolve("data"));
        OutsideTheLog outside = new OutsideTheLog(folder, Map.of());

        assertThat(outside.identityKey()).isEmpty();
        assertThat(outside.signingKeys()).isEmpty();
        assertThat(Files.exists(folder.of("secrets"))).isFalse();
    }

    @Test
    void keys_that_signed_before_the_present_one_stay_known() {
        LocalFolder folder = LocalFolder.open(temporary.resolve("data"));
        HeadKey now = SigningKeyFile.read(folder.signingKey()).key();
        HeadKey before = new HeadKey("ab".repeat(32));
        OutsideTheLog outside = new OutsideTheLog(folder, Map.of());

        outside.trust(Set.of(before));
        outside.trust(Set.of(before));

        assertThat(outside.signingKeys()).containsExactlyInAnyOrder(before, now);
    }
}
