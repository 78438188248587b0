package dev.atelier.command.upload.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.contracts.error.ErrorCode;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureCleanerTest {
    private final PictureCleaner cleaner = new PictureCleaner(40_000_000, 384);

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif"})
    void keeps_the_pixels_of_what_is_stored_exactly(String format) {
        BufferedImage picture = Pictures.gradient(30, 20, BufferedImage.TYPE_INT_RGB);
        byte[] content = Pictures.encode(picture, format);

        CleanPicture clean = cleaner.clean(content);

        assertSamePixels(Pictures.decode(clean.png()), Pictures.decode(content));
        assertThat(clean.width()).isEqualTo(30);
        assertThat(clean.height()).isEqualTo(20);
    }

    @Test
    void keeps_transparency_and_takes_grey_and_deep_pictures_as_they_are_stored() {
        BufferedImage glass = Pictures.gradient(8, 8, BufferedImage.TYPE_INT_ARGB);
        glass.setRGB(3, 3, 0x40102030);
        assertThat(Pictures.decode(cleaner.clean(Pictures.encode(glass, "png")).png())
                        .getRGB(3, 3))
                .isEqualTo(0x40102030);

        BufferedImage grey = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(1, 1, 0, 100);
        assertThat(Pictures.decode(cleaner.clean(Pictures.encode(grey, "png")).png())
                        .getRGB(1, 1))
                .isEqualTo(0xff646464);

        BufferedImage deep = new BufferedImage(4, 4, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(1, 1, 0, 100 << 8);
        assertThat(Pictures.decode(cleaner.clean(Pictures.encode(deep, "png")).png())
                        .getRGB(1, 1))
                .isEqualTo(0xff646464);
    }

    @Test
    void turns_a_photograph_upright_and_forgets_where_it_was_taken() {
        byte[] jpeg = Pictures.encode(Pictures.gradient(48, 32, BufferedImage.TYPE_INT_RGB), "jpg");
        BufferedImage lying = Pictures.decode(jpeg);

        CleanPicture clean = cleaner.clean(Pictures.withExif(jpeg, 6));

        BufferedImage upright = Pictures.decode(clean.png());
        assertThat(clean.width()).isEqualTo(32);
        assertThat(clean.height()).isEqualTo(48);
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 48; x++) {
                assertThat(upright.getRGB(31 - y, x)).isEqualTo(lying.getRGB(x, y));
            }
        }
        assertThat(new String(clean.png(), StandardCharsets.ISO_8859_1)).doesNotContain("Exif", "eXIf", "GPS");
    }

    /** Where the top left pixel of a 3 × 2 picture ends up. */
    @ParameterizedTest
    @CsvSource({"1,0,0", "2,2,0", "3,2,1", "4,0,1", "5,0,0", "6,1,0", "7,1,2", "8,0,2"})
    void knows_every_orientation(int tag, int x, int y) {
        BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_3BYTE_BGR);
        picture.setRGB(0, 0, 0xffffffff);

        assertThat(Orientation.ofTag(tag).apply(picture).getRGB(x, y)).isEqualTo(0xffffffff);
    }

    @Test
    void makes_rgb_of_cmyk() {
        CleanPicture clean = cleaner.clean(Pictures.resource("cmyk.jpg"));

        BufferedImage picture = Pictures.decode(clean.png());
        assertThat(picture.getColorModel().getNumComponents()).isEqualTo(3);
        assertThat(picture.getRGB(48, 1) >> 16 & 0xff).as("red at the top").isGreaterThan(180);
        assertThat(picture.getRGB(48, 62) & 0xff).as("blue at the bottom").isGreaterThan(100);
        assertThat(picture.getRGB(48, 62) >> 16 & 0xff).isLessThan(90);
    }

    @Test
    void keeps_the_colour_profile_and_nothing_else() {
        ICC_Profile profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
        byte[] plain = Pictures.encode(Pictures.gradient(5, 5, BufferedImage.TYPE_INT_RGB), "png");
        byte[] tagged = new ColorProfile(profile.getData()).embedIn(plain);

        byte[] clean = cleaner.clean(tagged).png();

        assertThat(ColorProfile.of(PictureFormat.PNG, clean).orElseThrow().icc())
                .isEqualTo(profile.getData());
        assertThat(ColorProfile.of(PictureFormat.PNG, cleaner.clean(plain).png()))
                .isEmpty();
    }

    @Test
    void refuses_a_huge_picture_by_its_header() {
        assertThatThrownBy(() -> cleaner.clean(Pictures.pngHeader(30_000, 30_000)))
                .isInstanceOfSatisfying(PictureRefusedException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.TOO_MANY_PIXELS);
                    assertThat(refused.numbers()).containsEntry("pixels", 900_000_000L);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void refuses_a_picture_that_is_cut_off(String format) {
        byte[] whole = Pictures.encode(Pictures.gradient(64, 64, BufferedImage.TYPE_INT_RGB), format);

        for (int percent : new int[] {10, 50, 90}) {
            byte[] part = Arrays.copyOf(whole, whole.length * percent / 100);
            assertThatThrownBy(() -> cleaner.clean(part))
                    .as("%s, %d %%", format, percent)
                    .isInstanceOfSatisfying(
                            PictureRefusedException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_AN_IMAGE));
        }
    }

    @Test
    void refuses_what_is_not_a_picture() {
        for (byte[] content :
                new byte[][] {{}, "<svg/>".getBytes(StandardCharsets.UTF_8), {(byte) 0xff, (byte) 0xd8, (byte) 0xff}}) {
            assertThatThrownBy(() -> cleaner.clean(content)).isInstanceOf(PictureRefusedException.class);
        }
    }

    private static void assertSamePixels(BufferedImage actual, BufferedImage expected) {
        assertThat(actual.getWidth()).isEqualTo(expected.getWidth());
        for (int y = 0; y < expected.getHeight(); y++) {
            for (int x = 0; x < expected.getWidth(); x++) {
                assertThat(actual.getRGB(x, y)).isEqualTo(expected.getRGB(x, y));
            }
        }
    }
}
