package dev.atelier.eventstore.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.eventstore.proof.domain.Block;
import dev.atelier.eventstore.proof.domain.Hash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyFileTest {
    @TempDir
    Path folder;

    @Test
    void it_is_made_once_and_its_owner_alone_can_read_it() throws Exception {
        Path file = folder.resolve("key.pem");
        SigningKeyFile.createUnlessThere(file);
        String first = Files.readString(file);
        SigningKeyFile.createUnlessThere(file);

        assertThat(Files.readString(file)).isEqualTo(first);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Block block = new Block(1, 1, 1, 1, 1, Hash.ZERO, Hash.ZERO);
        assertThat(SigningKeyFile.read(file).sign(block).isSigned()).isTrue();
    }

    @Test
    void two_halves_of_different_keys_are_refused() throws Exception {
        Path one = folder.resolve("one.pem");
        Path other = folder.resolve("other.pem");
        SigningKeyFile.createUnlessThere(one);
        SigningKeyFile.createUnlessThere(other);
        String begin = "-----BEGIN PUBLIC KEY-----";
        String secret = Files.readString(one).split(begin)[0];
        Path mixed = Files.writeString(
                folder.resolve("mixed.pem"),
                secret + begin + Files.readString(other).split(begin)[1]);

        assertThatThrownBy(() -> SigningKeyFile.read(mixed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("openssl genpkey");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no key", "{}", "{\"format\":\"atelier-log-head-1\"}"})
    void what_is_no_head_is_said_to_be_none(String content) throws Exception {
        Path file = Files.writeString(folder.resolve("head.json"), content);

        assertThatThrownBy(() -> new HeadFile(file).read())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("atelier-log-head-1");
    }
}
