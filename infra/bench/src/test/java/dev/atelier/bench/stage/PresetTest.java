package dev.atelier.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresetTest {
    @Test
    void an_order_has_300_bytes_as_the_peers_bodies_have() {
        assertThat(Preset.order("x".repeat(Preset.PROMPT_CHARACTERS))).hasSize(300);
    }

    @Test
    void the_preset_is_a_file_that_can_stand_on_a_class_path(@TempDir Path folder) {
        assertThat(Preset.writeTo(folder).resolve("presets/bench-instant.json"))
                .content()
                .contains("\"name\": \"" + Preset.NAME + "\"", "\"pool\": \"" + Preset.POOL + "\"");
    }
}
