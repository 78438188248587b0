package dev.atelier.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path folder;

    @Test
    void areLongRandomAndPlain() {
        assertThat(Secrets.random()).matches("[A-Za-z0-9_-]{32}").isNotEqualTo(Secrets.random());
    }

    @Test
    void areMadeOnceAndForTheOwnerOnly() throws Exception {
        Path file = folder.resolve("password");
        String first = Secrets.keptIn(file);
        assertThat(Secrets.keptIn(file)).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }
}
