package dev.atelier.emulators.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What each node makes of a picture. */
class NodePixelsTest extends WithEmulator {

    private static final BufferedImage SOURCE = Pictures.noise(40, 30);

    @BeforeEach
    void upload() throws Exception {
        client.upload("in.png", Pictures.png(SOURCE), Map.of());
    }

    @Test
    void a_picture_that_is_only_loaded_and_scaled_by_nothing_stays_the_same() throws Exception {
        assertThat(pixels("ImageScale", scale("lanczos", 0, 0, "disabled"))).isEqualTo(Pictures.pixels(SOURCE));
    }

    @Test
    void an_empty_picture_has_the_colour_that_was_asked_for() throws Exception {
        byte[] file = saved(client.run(oneColour(0x336699)), "2");
        assertThat(Pictures.read(file).getRGB(3, 2)).isEqualTo(0xff336699);
    }

    @Test
    void inverting_cuts_off_and_does_not_round() throws Exception {
        int[] expected = Pictures.pixels(Pictures.of(40, 30, (x, y) -> inverted(SOURCE.getRGB(x, y))));
        assertThat(pixels("ImageInvert", "")).isEqualTo(expected);
        assertThat(inverted(0xc8) & 0xff).isEqualTo(54);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 5, 12, 8, 10, 5, 12, 8",
        "35, 0, 100, 100, 35, 0, 5, 30",
        "500, 29, 10, 10, 39, 29, 1, 1",
    })
    void a_crop_ends_at_the_border(int x, int y, int width, int height, int x0, int y0, int w, int h) throws Exception {
        String inputs = "\"x\": %d, \"y\": %d, \"width\": %d, \"height\": %d".formatted(x, y, width, height);
        assertThat(pixels("ImageCrop", inputs)).isEqualTo(Pictures.pixels(SOURCE.getSubimage(x0, y0, w, h)));
    }

    @Test
    void nearest_exact_takes_the_pixel_under_the_centre() throws Exception {
        int[] expected = Pictures.pixels(Pictures.of(16, 30, (x, y) -> SOURCE.getRGB((int) ((x + 0.5) * 2.5), y)));
        assertThat(pixels("ImageScale", scale("nearest-exact", 16, 30, "disabled")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"20, 0, 20, 15", "0, 15, 20, 15", "0, 1, 1, 1", "1, 0, 1, 1", "7, 0, 7, 5"})
    void a_side_of_zero_keeps_the_proportion(int width, int height, int newWidth, int newHeight) throws Exception {
        assertThat(size("ImageScale", scale("area", width, height, "disabled"))).containsExactly(newWidth, newHeight);
    }

    @Test
    void a_centre_crop_drops_the_same_on_both_sides() throws Exception {
        int[] expected = Pictures.pixels(SOURCE.getSubimage(5, 0, 30, 30));
        assertThat(pixels("ImageScale", scale("nearest-exact", 30, 30, "center")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 20, 15", "0.05, 2, 2", "2.0, 80, 60", "1.0125, 40, 30"})
    void scaling_by_a_factor_rounds_half_to_even(double factor, int width, int height) throws Exception {
        String inputs = "\"upscale_method\": \"bilinear\", \"scale_by\": " + factor;
        assertThat(size("ImageScaleBy", inputs)).containsExactly(width, height);
    }

    @Test
    void scaling_to_nothing_fails_the_prompt() throws Exception {
        JsonNode entry =
                client.run(edit("in.png", "ImageScaleBy", "\"upscale_method\": \"bicubic\", \"scale_by\": 0.01"));
        assertThat(entry.at("/status/messages/2/1/exception_message").asString())
                .contains("Input and output sizes should be greater than 0");
    }

    @Test
    void a_blur_needs_a_picture_that_is_larger_than_its_radius() throws Exception {
        assertThat(size("ImageBlur", "\"blur_radius\": 29, \"sigma\": 1.0")).containsExactly(40, 30);
        JsonNode entry = client.run(edit("in.png", "ImageBlur", "\"blur_radius\": 30, \"sigma\": 1.0"));
        assertThat(entry.at("/status/messages/2/1/exception_message").asString())
                .contains("got: padding (30, 30) at dimension 2 of input [1, 3, 30, 40]");
    }

    @Test
    void a_batch_is_saved_picture_by_picture() throws Exception {
        JsonNode entry = client.run(oneColour(7).replace("\"batch_size\": 1", "\"batch_size\": 3"));
        assertThat(entry.at("/outputs/2/images")
                        .valueStream()
                        .map(i -> i.required("filename").stringValue()))
                .containsExactly("one_00001_.png", "one_00002_.png", "one_00003_.png");
    }

    @Test
    void a_preview_goes_to_the_temp_folder() throws Exception {
        JsonNode image =
                client.run(oneColour(7).replace("SaveImage", "PreviewImage")).at("/outputs/2/images/0");
        assertThat(image.required("type").stringValue()).isEqualTo("temp");
        assertThat(image.required("filename").stringValue()).matches("ComfyUI_temp_[a-z]{5}_00001_\\.png");
    }

    @Test
    void more_memory_than_there_is_fails_like_the_allocator_of_torch() throws Exception {
        JsonNode error = client.run(oneColour(1)
                        .replace(
                                "\"width\": 4, \"height\": 3, \"batch_size\": 1",
                                "\"width\": 16384, \"height\": 16384, \"batch_size\": 4096"))
                .at("/status/messages/2/1");
        assertThat(error.required("exception_type").stringValue()).isEqualTo("RuntimeError");
        assertThat(error.required("exception_message").stringValue())
                .contains("you tried to allocate 4398046511104 bytes");
    }

    private static int inverted(int rgb) {
        int out = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            float value = 1f - (rgb >> shift & 0xff) / 255f;
            out |= (int) (255f * value) << shift;
        }
        return out;
    }

    private static String scale(String method, int width, int height, String crop) {
        return "\"upscale_method\": \"%s\", \"width\": %d, \"height\": %d, \"crop\": \"%s\""
                .formatted(method, width, height, crop);
    }

    private int[] pixels(String nodeClass, String inputs) throws Exception {
        return Pictures.pixels(saved(client.run(edit("in.png", nodeClass, inputs)), "3"));
    }

    private int[] size(String nodeClass, String inputs) throws Exception {
        int[] pixels = pixels(nodeClass, inputs);
        return new int[] {pixels[0], (pixels.length - 1) / pixels[0]};
    }
}
