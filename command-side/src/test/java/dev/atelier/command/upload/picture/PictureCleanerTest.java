package dev.atelier.command.upload.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.command.upload.picture.UnacceptablePictureException.Why;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PictureCleanerTest {
    private final PictureCleaner cleaner = new PictureCleaner(
            new PictureSettings(40_000_000, 16_384, DataSize.ofMegabytes(64), Duration.ofSeconds(20), 4));

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif"})
    void the_pixels_of_what_is_stored_are_kept_exactly(String format) throws IOException {
        byte[] content = Pictures.encode(Pictures.gradient(31, 20, BufferedImage.TYPE_INT_RGB), format);
        assertSamePixels(cleaned(content), Pictures.decode(content));
    }

    @Test
    void noise_survives_every_row_filter() throws IOException {
        byte[] content = Pictures.encode(Pictures.noise(257, 65, BufferedImage.TYPE_INT_ARGB), "png");
        assertSamePixels(cleaned(content), Pictures.decode(content));
    }

    @Test
    void transparency_is_kept_and_grey_and_deep_pictures_are_taken_as_they_are_stored() throws IOException {
        BufferedImage glass = Pictures.gradient(8, 8, BufferedImage.TYPE_INT_ARGB);
        glass.setRGB(3, 3, 0x40102030);
        assertThat(cleaned(Pictures.encode(glass, "png")).getRGB(3, 3)).isEqualTo(0x40102030);

        BufferedImage grey = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(1, 1, 0, 100);
        assertThat(cleaned(Pictures.encode(grey, "png")).getRGB(1, 1)).isEqualTo(0xff646464);

        BufferedImage deep = new BufferedImage(4, 4, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(1, 1, 0, 100 << 8);
        assertThat(cleaned(Pictures.encode(deep, "png")).getRGB(1, 1)).isEqualTo(0xff646464);
    }

    @Test
    void a_photograph_is_turned_upright_and_forgets_where_it_was_taken() throws IOException {
        byte[] jpeg = Pictures.encode(Pictures.gradient(48, 32, BufferedImage.TYPE_INT_RGB), "jpg");
        BufferedImage lying = Pictures.decode(jpeg);
        try (CleanPicture clean = cleaner.clean(Pictures.withExif(jpeg, 6))) {
            BufferedImage upright = Pictures.decode(Files.readAllBytes(clean.file()));
            assertThat(clean.width()).isEqualTo(32);
            assertThat(clean.height()).isEqualTo(48);
            for (int y = 0; y < 32; y++) {
                for (int x = 0; x < 48; x++) {
                    assertThat(upright.getRGB(31 - y, x)).isEqualTo(lying.getRGB(x, y));
                }
            }
            assertThat(new String(Files.readAllBytes(clean.file()), ISO_8859_1)).doesNotContain("Exif", "eXIf", "GPS");
        }
    }

    /** Where the top left pixel of a 3 × 2 picture ends up. */
    @ParameterizedTest
    @CsvSource({"1,0,0", "2,2,0", "3,2,1", "4,0,1", "5,0,0", "6,1,0", "7,1,2", "8,0,2"})
    void every_orientation_is_known(int tag, int x, int y) {
        BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_3BYTE_BGR);
        picture.setRGB(0, 0, 0xffffffff);
        PixelRows rows = new PixelRows(picture, Orientation.of(Pictures.exif(tag)));
        assertThat(rows.row(y)[3 * x]).isEqualTo((byte) 0xff);
        assertThat(rows.width() * rows.height()).isEqualTo(6);
    }

    @Test
    void broken_exif_turns_nothing() {
        assertThat(Orientation.of(null)).isEqualTo(Orientation.UPRIGHT);
        assertThat(Orientation.of(new byte[] {1, 2, 3})).isEqualTo(Orientation.UPRIGHT);
        assertThat(Orientation.of(Pictures.exif(9))).isEqualTo(Orientation.UPRIGHT);
    }

    @Test
    void cmyk_becomes_rgb() throws IOException {
        BufferedImage picture = cleaned(Pictures.resource("cmyk.jpg"));
        assertThat(picture.getColorModel().getNumComponents()).isEqualTo(3);
        assertThat(picture.getRGB(48, 1) >> 16 & 0xff).as("red at the top").isGreaterThan(180);
        assertThat(picture.getRGB(48, 62) & 0xff).as("blue at the bottom").isGreaterThan(100);
        assertThat(picture.getRGB(48, 62) >> 16 & 0xff).isLessThan(90);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossless.webp", "lossy.webp"})
    void webp_is_read(String name) throws IOException {
        BufferedImage picture = cleaned(Pictures.resource(name));
        assertThat(picture.getWidth()).isEqualTo(24);
        assertThat(picture.getHeight()).isEqualTo(16);
        assertThat(picture.getRGB(2, 8) >> 16 & 0xff).as("red on the left").isGreaterThan(200);
        assertThat(picture.getRGB(21, 8) & 0xff).as("blue on the right").isGreaterThan(200);
    }

    @Test
    void the_colour_profile_is_kept_and_no_other_chunk() throws IOException {
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] plain = Pictures.encode(Pictures.gradient(5, 5, BufferedImage.TYPE_INT_RGB), "png");
        byte[] tagged =
                Pictures.withChunks(plain, "iCCP", Pictures.profileChunk(profile), "tEXt", "a\0b".getBytes(ISO_8859_1));
        try (CleanPicture clean = cleaner.clean(tagged)) {
            byte[] bytes = Files.readAllBytes(clean.file());
            assertThat(PngContainer.open(bytes).colourProfile()).isEqualTo(profile);
            assertThat(Pictures.chunks(bytes)).containsExactly("IHDR", "iCCP", "IDAT", "IEND");
            assertSamePixels(Pictures.decode(bytes), Pictures.decode(plain));
        }
        try (CleanPicture clean = cleaner.clean(plain)) {
            assertThat(Pictures.chunks(Files.readAllBytes(clean.file()))).containsExactly("IHDR", "IDAT", "IEND");
        }
    }

    @Test
    void a_profile_that_does_not_fit_or_is_a_bomb_is_dropped() throws IOException {
        byte[] grey = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
        byte[] plain = Pictures.encode(Pictures.gradient(5, 5, BufferedImage.TYPE_INT_RGB), "png");
        for (byte[] profile : new byte[][] {grey, new byte[64 << 20], {1, 2, 3}}) {
            byte[] tagged = Pictures.withChunks(plain, "iCCP", Pictures.profileChunk(profile));
            try (CleanPicture clean = cleaner.clean(tagged)) {
                assertThat(Pictures.chunks(Files.readAllBytes(clean.file()))).doesNotContain("iCCP");
            }
        }
    }

    @Test
    void a_huge_picture_is_refused_by_its_header() {
        assertThatThrownBy(() -> cleaner.clean(Pictures.pngHeader(30_000, 30_000)))
                .isInstanceOfSatisfying(
                        UnacceptablePictureException.class,
                        refused -> assertThat(refused.why())
                                .isEqualTo(new Why.TooManyPixels(30_000, 30_000, 40_000_000, 16_384)));
        assertThat(whyNot(Pictures.pngHeader(1, 40_000))).isInstanceOf(Why.TooManyPixels.class);
        assertThat(whyNot(Pictures.pngHeader(-1, 1))).isInstanceOf(Why.NotAPicture.class);
    }

    @Test
    void a_file_inside_of_a_bmp_is_refused() {
        byte[] bmp = Pictures.encode(Pictures.gradient(4, 4, BufferedImage.TYPE_INT_RGB), "bmp");
        bmp[30] = 5;
        assertThat(whyNot(bmp)).isInstanceOf(Why.NotAPicture.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void a_picture_that_is_cut_off_is_refused(String format) {
        byte[] whole = Pictures.encode(Pictures.gradient(64, 64, BufferedImage.TYPE_INT_RGB), format);
        for (int percent : new int[] {1, 10, 50, 90, 98}) {
            byte[] part = Arrays.copyOf(whole, whole.length * percent / 100);
            assertThat(whyNot(part)).as("%s, %d %%", format, percent).isInstanceOf(Why.NotAPicture.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossless.webp", "lossy.webp"})
    void a_webp_that_is_cut_off_is_refused(String name) {
        byte[] whole = Pictures.resource(name);
        for (int percent : new int[] {10, 50, 90}) {
            byte[] part = Arrays.copyOf(whole, whole.length * percent / 100);
            assertThat(whyNot(part)).as("%d %%", percent).isInstanceOf(Why.NotAPicture.class);
        }
    }

    @Test
    void a_changed_bit_is_noticed_where_the_format_can_tell() {
        byte[] png = Pictures.encode(Pictures.noise(64, 64, BufferedImage.TYPE_INT_RGB), "png");
        png[png.length / 2] ^= 1;
        assertThat(whyNot(png)).isInstanceOf(Why.NotAPicture.class);
    }

    @Test
    void what_is_no_picture_is_refused() {
        for (byte[] content :
                new byte[][] {{}, "<svg/>".getBytes(ISO_8859_1), {(byte) 0xff, (byte) 0xd8, (byte) 0xff}}) {
            assertThat(whyNot(content)).isInstanceOf(Why.NotAPicture.class);
        }
    }

    private Why whyNot(byte[] content) {
        try (CleanPicture clean = cleaner.clean(content)) {
            throw new AssertionError("taken: " + clean);
        } catch (UnacceptablePictureException e) {
            return e.why();
        }
    }

    private BufferedImage cleaned(byte[] content) throws IOException {
        try (CleanPicture clean = cleaner.clean(content)) {
            return Pictures.decode(Files.readAllBytes(clean.file()));
        }
    }

    private static void assertSamePixels(BufferedImage actual, BufferedImage expected) {
        assertThat(actual.getWidth()).isEqualTo(expected.getWidth());
        assertThat(actual.getHeight()).isEqualTo(expected.getHeight());
        for (int y = 0; y < expected.getHeight(); y++) {
            for (int x = 0; x < expected.getWidth(); x++) {
                assertThat(actual.getRGB(x, y)).isEqualTo(expected.getRGB(x, y));
            }
        }
    }
}
