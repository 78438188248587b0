package dev.atelier.emulators.comfyui.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pictures in {@code scaling} were made with other software from the same source: Pillow 12.3 (lanczos), ONNX
 * Runtime 1.30's Resize with the settings of torch's interpolate (bilinear, bicubic), NumPy by definition (area,
 * nearest-exact, blur, and sharpening as one two-dimensional kernel).
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
            assertSame(scaled, "%s-%dx%d".formatted(method, size[0], size[1]), allowed);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1.0", "5, 0.3", "12, 10.0"})
    void blurs_as_the_original(int radius, double sigma) throws Exception {
        ImageBatch source = picture("source");
        float[] blurred = GaussianBlur.blur(source.frames().getFirst(), source.width(), source.height(), radius, sigma);
        assertSame(blurred, "blur-%d-%s".formatted(radius, sigma), 1);
    }

    @ParameterizedTest
    @CsvSource({"1, 1.0, 1.0", "3, 0.5, 0.3", "9, 2.0, 0.05"})
    void sharpens_as_the_original(int radius, double sigma, double alpha) throws Exception {
        ImageBatch source = picture("source");
        float[] sharp =
                GaussianBlur.sharpen(source.frames().getFirst(), source.width(), source.height(), radius, sigma, alpha);
        assertSame(sharp, "sharpen-%d-%s-%s".formatted(radius, sigma, alpha), 1);
    }

    private static void assertSame(float[] made, String name, int allowed) throws Exception {
        float[] expected = picture(name).frames().getFirst();
        assertThat(made).hasSameSizeAs(expected);
        for (int i = 0; i < made.length; i++) {
            int value = ImageBatch.toByte(expected[i]);
            assertThat(ImageBatch.toByte(made[i]))
                    .as("%s, value %d", name, i)
                    .isBetween(value - allowed, value + allowed);
        }
    }

    private static ImageBatch picture(String name) throws Exception {
        var resource = UpscaleMethodTest.class.getResource("/dev/atelier/emulators/comfyui/scaling/" + name + ".png");
        return PictureFile.load(Path.of(Objects.requireNonNull(resource, name).toURI()), MEMORY)
                .picture();
    }
}
