package dev.atelier.allinone.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NginxConfigTest {
    @Test
    void theFileInTheRepositoryIsMadeFromTheTable() throws IOException {
        assertThat(Files.readString(Path.of("../deploy/nginx.conf")))
                .as("made by NginxConfig.main(\"infra/deploy/nginx.conf\")")
                .isEqualTo(NginxConfig.of(RouteTable.ATELIER));
    }
}
