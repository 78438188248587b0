package dev.atelier.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @Test
    void theWordsAreRead() {
        Options options = Options.parse(List.of("--comfyui", "http://gpu:8188", "--restart", "it", "--patience", "7"));
        assertThat(options).isEqualTo(new Options(URI.create("http://gpu:8188"), "it", 80, Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--comfyui",
                "--restart it",
                "--comfyui http://gpu:8188 --what ever",
                "--comfyui http://gpu:8188 --slow-nodes none",
                "--comfyui http://gpu:8188 --patience 0",
                "--runpod https://api.runpod.ai/v2/x --key k"
            })
    void whatNobodyKnowsIsRefused(String words) {
        assertThatThrownBy(() -> Options.parse(List.of(words.split(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(" k ");
    }
}
