package dev.atelier.emulators.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the nodes make that turn, join and mask pictures. */
class MoreNodesTest extends WithEmulator {

    private static final BufferedImage SOURCE = Pictures.noise(6, 4);
    /** Nodes 1 and 2 are pictures of one colour, node 3 does something with them, node 4 saves it. */
    private static final String TWO_COLOURS = """
            {"1": {"class_type": "EmptyImage", "inputs": {"width": 4, "height": 2, "batch_size": 1, "color": %d}},
             "2": {"class_type": "EmptyImage", "inputs": {"width": %d, "height": 2, "batch_size": 1, "color": %d}},
             "3": {"class_type": "%s", "inputs": {"image1": ["1", 0], "image2": ["2", 0]%s}},
             "4": {"class_type": "SaveImage", "inputs": {"images": ["3", 0], "filename_prefix": "two"}}}
            """;

    @BeforeEach
    void upload() throws Exception {
        client.upload("in.png", Pictures.png(SOURCE), Map.of());
    }

    @Test
    void pictures_are_turned_clockwise() throws Exception {
        assertThat(made("ImageRotate", "\"rotation\": \"90 degrees\""))
                .isEqualTo(Pictures.pixels(Pictures.of(4, 6, (x, y) -> SOURCE.getRGB(y, 3 - x))));
        assertThat(made("ImageRotate", "\"rotation\": \"180 degrees\""))
                .isEqualTo(Pictures.pixels(Pictures.of(6, 4, (x, y) -> SOURCE.getRGB(5 - x, 3 - y))));
        assertThat(made("ImageRotate", "\"rotation\": \"270 degrees\""))
                .isEqualTo(Pictures.pixels(Pictures.of(4, 6, (x, y) -> SOURCE.getRGB(5 - y, x))));
        assertThat(made("ImageRotate", "\"rotation\": \"none\"")).isEqualTo(Pictures.pixels(SOURCE));
    }

    @Test
    void pictures_are_mirrored() throws Exception {
        assertThat(made("ImageFlip", "\"flip_method\": \"x-axis: vertically\""))
                .isEqualTo(Pictures.pixels(Pictures.of(6, 4, (x, y) -> SOURCE.getRGB(x, 3 - y))));
        assertThat(made("ImageFlip", "\"flip_method\": \"y-axis: horizontally\""))
                .isEqualTo(Pictures.pixels(Pictures.of(6, 4, (x, y) -> SOURCE.getRGB(5 - x, y))));
    }

    @Test
    void a_batch_of_two_has_the_size_of_the_first() throws Exception {
        JsonNode entry = client.run(TWO_COLOURS.formatted(0xff0000, 9, 0x0000ff, "ImageBatch", ""));
        assertThat(entry.at("/outputs/4/images")).hasSize(2);
        byte[] second = client.get("/view?filename=two_00002_.png&type=output").body();
        assertThat(Pictures.read(second).getWidth()).isEqualTo(4);
        assertThat(Pictures.read(second).getRGB(3, 1)).isEqualTo(0xff0000ff);
    }

    @ParameterizedTest
    @CsvSource({
        "normal, 127, 63, 0",
        "multiply, 127, 0, 0",
        "screen, 255, 63, 0",
        "difference, 255, 0, 0",
    })
    void two_pictures_are_blended(String mode, int red, int green, int blue) throws Exception {
        String inputs = ", \"blend_factor\": 0.5, \"blend_mode\": \"" + mode + "\"";
        byte[] file = saved(client.run(TWO_COLOURS.formatted(0xff0000, 4, 0x007f00, "ImageBlend", inputs)), "4");
        assertThat(Integer.toHexString(Pictures.read(file).getRGB(0, 0)))
                .isEqualTo("ff%02x%02x%02x".formatted(red, green, blue));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 9, 2", "-1, 1, 1", "-9, 2, 2", "9, 5, 1"})
    void part_of_a_batch_is_taken(int index, int length, int taken) throws Exception {
        String graph = """
                {"1": {"class_type": "EmptyImage", "inputs": {"width": 2, "height": 2, "batch_size": 1, "color": 9}},
                 "2": {"class_type": "RepeatImageBatch", "inputs": {"image": ["1", 0], "amount": 3}},
                 "3": {"class_type": "ImageFromBatch",
                       "inputs": {"image": ["2", 0], "batch_index": %d, "length": %d}},
                 "4": {"class_type": "SaveImage", "inputs": {"images": ["3", 0], "filename_prefix": "x"}}}
                """.formatted(index, length);
        assertThat(client.run(graph).at("/outputs/4/images")).hasSize(taken);
    }

    @Test
    void a_megapixel_keeps_the_proportion_in_steps() throws Exception {
        String inputs = "\"upscale_method\": \"nearest-exact\", \"megapixels\": 0.01, \"resolution_steps\": 8";
        int[] pixels = made("ImageScaleToTotalPixels", inputs);
        assertThat(pixels[0]).isEqualTo(128);
        assertThat((pixels.length - 1) / pixels[0]).isEqualTo(80);
    }

    @Test
    void a_mask_becomes_a_grey_picture() throws Exception {
        String graph = """
                {"1": {"class_type": "SolidMask", "inputs": {"value": 0.25, "width": 3, "height": 2}},
                 "2": {"class_type": "InvertMask", "inputs": {"mask": ["1", 0]}},
                 "3": {"class_type": "MaskToImage", "inputs": {"mask": ["2", 0]}},
                 "4": {"class_type": "SaveImage", "inputs": {"images": ["3", 0], "filename_prefix": "x"}}}
                """;
        BufferedImage picture = Pictures.read(saved(client.run(graph), "4"));
        assertThat(picture.getWidth()).isEqualTo(3);
        assertThat(Integer.toHexString(picture.getRGB(2, 1))).isEqualTo("ffbfbfbf");
    }

    @Test
    void the_alpha_of_a_loaded_picture_is_its_mask() throws Exception {
        BufferedImage glass = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        glass.setRGB(0, 0, 0x40ffffff);
        glass.setRGB(1, 0, 0xffffffff);
        client.upload("glass.png", Pictures.png(glass), Map.of());
        assertThat(maskOf("glass.png").getRGB(0, 0) & 0xff).isEqualTo(0xbf);
        assertThat(maskOf("glass.png").getRGB(1, 0) & 0xff).isZero();
        assertThat(maskOf("in.png").getWidth()).isEqualTo(64);
    }

    @Test
    void a_mask_is_no_picture() throws Exception {
        String graph = """
                {"1": {"class_type": "SolidMask", "inputs": {"value": 1.0, "width": 3, "height": 2}},
                 "2": {"class_type": "SaveImage", "inputs": {"images": ["1", 0], "filename_prefix": "x"}}}
                """;
        assertThat(ComfyUiClient.text(client.post("/prompt", "{\"prompt\": " + graph + "}")))
                .contains("return_type_mismatch", "received_type(MASK) mismatch input_type(IMAGE)");
    }

    @Test
    void a_choice_of_a_newer_declaration_is_checked_by_its_options() throws Exception {
        String graph = edit("in.png", "ImageFlip", "\"flip_method\": \"z-axis\"");
        JsonNode error = ComfyUiClient.json(ComfyUiClient.text(client.post("/prompt", "{\"prompt\": " + graph + "}")))
                .at("/node_errors/2/errors/0");
        assertThat(error.path("type").asString()).isEqualTo("value_not_in_list");
        assertThat(error.path("details").asString())
                .isEqualTo("flip_method: 'z-axis' not in ['x-axis: vertically', 'y-axis: horizontally']");
        assertThat(error.at("/extra_info/input_config/0").asString()).isEqualTo("COMBO");
    }

    private BufferedImage maskOf(String file) throws Exception {
        String graph = """
                {"1": {"class_type": "LoadImage", "inputs": {"image": "%s"}},
                 "2": {"class_type": "MaskToImage", "inputs": {"mask": ["1", 1]}},
                 "3": {"class_type": "SaveImage", "inputs": {"images": ["2", 0], "filename_prefix": "x"}}}
                """.formatted(file);
        return Pictures.read(saved(client.run(graph), "3"));
    }

    private int[] made(String nodeClass, String inputs) throws Exception {
        return Pictures.pixels(saved(client.run(edit("in.png", nodeClass, inputs)), "3"));
    }
}
