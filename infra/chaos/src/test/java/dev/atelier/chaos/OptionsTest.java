package dev.atelier.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.chaos.stage.Plant;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static Options parse(String... words) {
        return Options.parse(Arrays.asList(words));
    }

    @Test
    void a_fraction_of_a_minute_is_welcome() {
        assertThat(parse("--minutes", "0.3").length()).isEqualTo(Duration.ofSeconds(18));
    }

    @Test
    void what_is_said_to_run_again_is_the_same_run() {
        Options options = parse("--minutes", "2", "--plant", "skip-event");
        List<String> words = List.of(options.again().split(" "));

        assertThat(Options.parse(words.subList(1, words.size()))).isEqualTo(options);
    }

    @Test
    void every_plant_is_named_in_the_help() {
        assertThat(Plant.values()).allSatisfy(plant -> assertThat(Options.HELP).contains(plant.word()));
    }

    @Test
    void what_nobody_knows_is_told() {
        assertThatThrownBy(() -> parse("--hours", "2"))
                .hasMessageContaining("--hours")
                .hasMessageContaining("help");
        assertThatThrownBy(() -> parse("--minutes")).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> parse("--minutes", "0")).hasMessageContaining("above zero");
        assertThatThrownBy(() -> parse("--plant", "tree")).hasMessageContaining("tree");
    }
}
