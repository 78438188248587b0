package dev.atelier.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final Path HOME = Path.of("/home/somebody/atelier");

    @Test
    void without_words_everything_is_measured_at_full_scale() {
        Options options = Options.parse(List.of(), HOME);

        assertThat(options.parts()).containsExactlyInAnyOrder(Part.values());
        assertThat(options.scale()).isEqualTo(Scale.FULL);
        assertThat(options.out()).isEqualTo(HOME.resolve("infra/bench/target/bench.json"));
        assertThat(options.recordings()).isNull();
    }

    @Test
    void parts_are_chosen_by_their_words_and_bring_what_they_need() {
        Options options = Options.parse(List.of("--quick", "--only", "append,status", "--out", "x.json"), HOME);

        assertThat(options.parts()).containsExactlyInAnyOrder(Part.APPEND, Part.ENDTOEND, Part.STATUS);
        assertThat(options.scale()).isEqualTo(Scale.QUICK);
        assertThat(options.out()).isEqualTo(Path.of("x.json"));
    }

    @Test
    void what_nobody_knows_is_refused() {
        assertThatThrownBy(() -> Options.parse(List.of("--fast"), HOME)).hasMessageContaining("--fast");
        assertThatThrownBy(() -> Options.parse(List.of("--only", "apend"), HOME))
                .hasMessageContaining("apend");
        assertThatThrownBy(() -> Options.parse(List.of("--out"), HOME)).hasMessageContaining("--out needs a value");
    }

    @Test
    void help_tells_every_part() {
        for (Part part : Part.values()) {
            assertThat(Options.HELP).contains("  " + part.word() + " ");
        }
    }
}
