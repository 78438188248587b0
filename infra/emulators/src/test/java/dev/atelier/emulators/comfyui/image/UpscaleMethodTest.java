package dev.atelier.emulators.comfyui.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pictures in {@code scaling} were made with other software from the same source: Pillow 12.3 (lanczos), ONNX Runtime
 * 1.30's Resize with the settings of torch's interpolate (bilinear, bicubic), NumPy by definition (area, nearest-exact).
 */
class UpscaleMethodTest {

    private static final MemoryLimit MEMORY = MemoryLimit.ofThisProcess();

    @ParameterizedTest
    @CsvSource({
        "nearest-exact,0",
        "lanczos,0",
        "bilinear,1",
        "bicubic,1",
        "area,1",
    })
    void scales_as_the_original(String method, int allowed) throws Exception {
        ImageBatch source = picture("source");
        for (int[] size : new int[][] {{7, 5}, {31, 29}, {19, 6}, {40, 13}}) {
            float[] scaled = UpscaleMethod.of(method)
                    .resize(source.frames().getFirst(), source.width(), source.height(), size[0], size[1]);
            float[] expected = picture("%s-%dx%d".formatted(method, size[0], size[1]))
                    .frames()
                    .getFirst();
            assertThat(scaled).hasSameSizeAs(expected);
            for (int i = 0; i < scaled.length; i++) {
                assertThat(ImageBatch.toByte(scaled[i]))
                        .as("%s to %dx%d, value %d", method, size[0], size[1], i)
                        .isBetween(ImageBatch.toByte(expected[i]) - allowed, ImageBatch.toByte(expected[i]) + allowed);
            }
        }
    }

    private static ImageBatch picture(String name) throws IOException, URISyntaxException {
        var resource = UpscaleMethodTest.class.getResource("/dev/atelier/emulators/comfyui/scaling/" + name + ".png");
        return PictureFile.load(Path.of(Objects.requireNonNull(resource, name).toURI()), MEMORY);
    }
}
