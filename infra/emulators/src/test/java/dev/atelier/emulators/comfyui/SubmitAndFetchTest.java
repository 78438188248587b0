package dev.atelier.emulators.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SubmitAndFetchTest {

    private static final String LOAD_INVERT_SAVE = """
            {"1": {"class_type": "LoadImage", "inputs": {"image": "%s"}},
             "2": {"class_type": "ImageInvert", "inputs": {"image": ["1", 0]}},
             "3": {"class_type": "SaveImage", "inputs": {"images": ["2", 0], "filename_prefix": "%s"}}}
            """;

    @TempDir
    Path folder;

    private ComfyUiEmulator emulator;
    private ComfyUiClient client;

    @BeforeEach
    void start() {
        emulator = ComfyUiEmulator.start(folder);
        client = new ComfyUiClient(emulator.baseUrl());
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    @Test
    void a_picture_goes_in_and_its_negative_comes_out() throws Exception {
        JsonNode uploaded = ComfyUiClient.json(
                ComfyUiClient.text(client.upload("in.png", Pictures.png(Pictures.gradient(5, 3)), Map.of())));
        JsonNode entry =
                client.run(LOAD_INVERT_SAVE.formatted(uploaded.required("name").stringValue(), "jobs/a/out"));
        JsonNode image = entry.at("/outputs/3/images/0");
        assertThat(image.required("filename").stringValue()).isEqualTo("out_00001_.png");
        assertThat(image.required("subfolder").stringValue()).isEqualTo("jobs/a");
        byte[] bytes = client.get("/view?filename=out_00001_.png&subfolder=jobs/a&type=output")
                .body();
        BufferedImage negative = ImageIO.read(new ByteArrayInputStream(bytes));
        assertThat(negative.getRGB(0, 0) & 0xffffff).isEqualTo(0xffffff);
    }
}
