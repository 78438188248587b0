package dev.atelier.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.wire.WireNames;
import dev.atelier.contracts.wire.WireNames.WireName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is stored or sent stays readable for ever: each name and revision has a golden file that is never edited. A new
 * shape gets the next revision and a file of its own; {@code -Dgolden.write=true} writes files that do not exist yet.
 */
class GoldenFilesTest {
    private static final Path GOLDEN = Path.of("../../contracts/src/test/resources/golden");

    static Stream<Object> samples() {
        return Stream.concat(Samples.events().stream(), Samples.messages().stream());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void is_written_and_read_as_in_its_golden_file(Object sample) throws IOException {
        WireName name = nameOf(sample);
        Path file = GOLDEN.resolve(name.name() + ".v" + name.revision() + ".json");
        String json = new String(WireJson.write(sample), UTF_8);
        if (Boolean.getBoolean("golden.write") && Files.notExists(file)) {
            Files.writeString(file, json + "\n");
        }

        assertThat(file)
                .as("no golden file: run ./mvnw -pl infra/wire -am test -Dgolden.write=true and look at it")
                .exists();
        assertThat(json).isEqualTo(Files.readString(file).strip());
        assertThat((Object) WireJson.read(Files.readAllBytes(file), name.type()))
                .isEqualTo(sample);
    }

    @Test
    void every_wire_name_has_a_sample() {
        List<Class<?>> sampled = samples().<Class<?>>map(Object::getClass).toList();

        assertThat(Stream.concat(WireNames.events().stream(), WireNames.messages().stream())
                        .<Class<?>>map(WireName::type)
                        .toList())
                .containsExactlyInAnyOrderElementsOf(sampled);
    }

    private static WireName nameOf(Object sample) {
        return WireNames.ofEvent(sample.getClass())
                .or(() -> WireNames.ofMessage(sample.getClass()))
                .orElseThrow();
    }
}
