package dev.atelier.emulators.comfyui;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Uploading, loading, saving and viewing. */
class FilesTest extends WithEmulator {

    private static final byte[] BYTES = "anything".getBytes(StandardCharsets.UTF_8);

    @Test
    void the_same_name_with_other_content_gets_a_number() throws Exception {
        assertThat(uploaded("a.png", BYTES, Map.of())).isEqualTo("a.png");
        assertThat(uploaded("a.png", BYTES, Map.of())).isEqualTo("a.png");
        assertThat(uploaded("a.png", new byte[] {1}, Map.of())).isEqualTo("a (1).png");
        assertThat(uploaded("a.png", new byte[] {1}, Map.of("overwrite", "true")))
                .isEqualTo("a.png");
        assertThat(Files.readAllBytes(emulator.folders().input().resolve("a.png")))
                .containsExactly(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "filename=\"a.png\"          | ../../etc | input | 400",
                "filename=\"../../evil.png\" | ''        | input | 400",
                "filename=\"sub/dir.png\"    | ''        | input | 500",
                "filename=\"\"               | ''        | input | 500",
                "filename=\"a.png\"          | ''        | bogus | 500",
                "filename=\"a.png\"          | tenant/x  | temp  | 200",
                "other=\"x\"                 | ''        | input | 500",
            })
    void names_and_folders_that_lead_elsewhere_are_refused(String name, String subfolder, String type, int status)
            throws Exception {
        HttpResponse<byte[]> answer =
                client.form(ComfyUiClient.filePart(name, BYTES), Map.of("subfolder", subfolder, "type", type));
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void file_names_come_in_many_spellings() throws Exception {
        assertThat(uploadedAs("filename=\"имя файл.png\"")).isEqualTo("имя файл.png");
        assertThat(uploadedAs("filename*=UTF-8''%D0%B8%D0%BC%D1%8F.png")).isEqualTo("имя.png");
        assertThat(uploadedAs("filename=\"%20.png\"")).isEqualTo("%20.png");
    }

    @Test
    void a_saved_picture_tells_the_prompt_and_a_view_of_its_channels_does_not() throws Exception {
        client.upload("in.png", Pictures.png(Pictures.noise(8, 8)), Map.of());
        String id = ComfyUiClient.json(ComfyUiClient.text(client.post(
                        "/prompt",
                        "{\"prompt\": %s, \"extra_data\": {\"extra_pnginfo\": {\"workflow\": {\"id\": \"wf\"}}}}"
                                .formatted(edit("in.png", "ImageInvert", "")))))
                .required("prompt_id")
                .stringValue();
        byte[] file = saved(client.awaitHistory(id), "3");
        String text = new String(file, StandardCharsets.ISO_8859_1);
        assertThat(text).contains("tEXtprompt\0{\"1\": {\"class_type\": \"LoadImage\"", "\"is_changed\": [\"");
        assertThat(text).contains("tEXtworkflow\0{\"id\": \"wf\"}");
        byte[] clean = client.get("/view?filename=out_00001_.png&subfolder=jobs/a&channel=rgb")
                .body();
        assertThat(new String(clean, StandardCharsets.ISO_8859_1)).doesNotContain("tEXt");
        assertThat(Pictures.pixels(clean)).isEqualTo(Pictures.pixels(file));
    }

    @Test
    void the_counter_is_one_more_than_the_highest_that_is_there() throws Exception {
        Files.write(emulator.folders().output().resolve("one_00041_.png"), BYTES);
        Files.write(emulator.folders().output().resolve("one_more_00099_.png"), BYTES);
        assertThat(client.run(oneColour(1)).at("/outputs/2/images/0/filename").asString())
                .isEqualTo("one_00042_.png");
    }

    @ParameterizedTest
    @CsvSource({"../../evil", "/srv/evil", "jobs/../../evil"})
    void saving_outside_fails_the_prompt(String prefix) throws Exception {
        JsonNode entry = client.run(oneColour(1).replace("\"one\"", "\"" + prefix + "\""));
        assertThat(entry.at("/status/messages/2/1/exception_message").asString())
                .startsWith("**** ERROR: Saving image outside the output folder is not allowed.");
    }

    @Test
    void a_previews_format_is_the_one_asked_for() throws Exception {
        client.upload("in.png", Pictures.png(Pictures.noise(33, 17)), Map.of());
        byte[] webp =
                client.get("/view?filename=in.png&type=input&preview=webp;50").body();
        assertThat(Pictures.pixels(webp)).isEqualTo(Pictures.pixels(Pictures.noise(33, 17)));
        assertThat(new String(webp, 8, 4, StandardCharsets.US_ASCII)).isEqualTo("WEBP");
        HttpResponse<byte[]> jpeg = client.get("/view?filename=in.png&type=input&preview=jpeg;80");
        assertThat(jpeg.headers().firstValue("Content-Type")).hasValue("image/jpeg");
        assertThat(Pictures.read(jpeg.body()).getWidth()).isEqualTo(33);
    }

    @Test
    void parts_and_unchanged_files_need_not_be_sent_whole() throws Exception {
        client.upload("a.txt", "0123456789".getBytes(StandardCharsets.UTF_8), Map.of());
        String path = "/view?filename=a.txt&type=input";
        assertThat(ComfyUiClient.text(ranged(path, "bytes=2-4"))).isEqualTo("234");
        assertThat(ComfyUiClient.text(ranged(path, "bytes=-3"))).isEqualTo("789");
        assertThat(ComfyUiClient.text(ranged(path, "bytes=8-"))).isEqualTo("89");
        assertThat(ranged(path, "bytes=10-").statusCode()).isEqualTo(416);
        String tag = client.get(path).headers().firstValue("Etag").orElseThrow();
        assertThat(client.send("GET", path, Map.of("If-None-Match", tag), new byte[0])
                        .statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource({
        "filename=../x.png, 400",
        "filename=%2e%2e%2fx.png, 400",
        "filename=/etc/passwd, 400",
        "filename=no.png, 404",
        "filename=x.png&subfolder=../.., 403",
        "filename=x.png&subfolder=/etc, 403",
        "filename=x.png&type=bogus, 400",
        "nothing=1, 404",
    })
    void a_view_stays_inside(String query, int status) throws Exception {
        assertThat(client.get("/view?" + query).statusCode()).isEqualTo(status);
    }

    @Test
    void a_file_that_ends_too_early_gives_a_damaged_picture() throws Exception {
        byte[] whole = Pictures.png(Pictures.noise(100, 100));
        client.upload("cut.png", Arrays.copyOf(whole, whole.length * 2 / 3), Map.of());
        JsonNode entry =
                client.run(edit("cut.png", "ImageCrop", "\"x\": 0, \"y\": 0, \"width\": 100, \"height\": 100"));
        int[] damaged = Pictures.pixels(saved(entry, "3"));
        int[] original = Pictures.pixels(whole);
        assertThat(Arrays.copyOf(damaged, 5000)).isEqualTo(Arrays.copyOf(original, 5000));
        assertThat(damaged[damaged.length - 1]).isEqualTo(0xff000000);
    }

    @Test
    void what_is_no_picture_fails_while_it_is_loaded() throws Exception {
        client.upload("text.png", BYTES, Map.of());
        client.upload("empty.png", new byte[0], Map.of());
        assertThat(client.run(edit("text.png", "ImageInvert", ""))
                        .at("/status/messages/2/1/exception_type")
                        .asString())
                .isEqualTo("PIL.UnidentifiedImageError");
        assertThat(client.run(edit("empty.png", "ImageInvert", ""))
                        .at("/status/messages/2/1/exception_type")
                        .asString())
                .isEqualTo("av.error.InvalidDataError");
    }

    @Test
    void alpha_is_dropped_and_grey_stays_as_it_is() throws Exception {
        BufferedImage translucent = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        translucent.setRGB(0, 0, 0x40102030);
        BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(0, 0, 0, 77);
        client.upload("a.png", Pictures.png(translucent), Map.of());
        client.upload("g.png", Pictures.png(grey), Map.of());
        assertThat(Pictures.pixels(loaded("a.png"))[1]).isEqualTo(0xff102030);
        assertThat(Pictures.pixels(loaded("g.png"))[1]).isEqualTo(0xff4d4d4d);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1", "3, 3", "4, 2", "5, 0", "6, 2", "7, 3", "8, 1"})
    void a_photograph_is_turned_as_its_exif_says(int orientation, int corner) throws Exception {
        // The stored corner that must come to the upper left: 0 upper left, 1 upper right, 2 lower left, 3 lower right.
        BufferedImage stored =
                Pictures.of(64, 32, (x, y) -> (x < 32) == (corner % 2 == 0) && (y < 16) == (corner < 2) ? 0xffffff : 0);
        client.upload("photo.jpg", jpeg(stored, orientation), Map.of());
        BufferedImage shown = Pictures.read(loaded("photo.jpg"));
        assertThat(shown.getWidth()).isEqualTo(orientation < 5 ? 64 : 32);
        assertThat(shown.getRGB(3, 3) & 0xff).isGreaterThan(200);
        assertThat(shown.getRGB(shown.getWidth() - 3, shown.getHeight() - 3) & 0xff)
                .isLessThan(50);
    }

    private static byte[] jpeg(BufferedImage image, int orientation) throws Exception {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", plain);
        // Start of image, an APP1 with one TIFF entry (tag 0x0112, type SHORT), then the rest of the file.
        byte[] app1 = HexFormat.of()
                .parseHex("ffe10022" + "457869660000" + "4d4d002a00000008" + "0001" + "0112000300000001000"
                        + orientation + "0000" + "00000000");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain.toByteArray(), 0, 2);
        out.writeBytes(app1);
        out.write(plain.toByteArray(), 2, plain.size() - 2);
        return out.toByteArray();
    }

    private byte[] loaded(String file) throws Exception {
        return saved(client.run(edit(file, "ImageCrop", "\"x\": 0, \"y\": 0, \"width\": 500, \"height\": 500")), "3");
    }

    private String uploaded(String name, byte[] content, Map<String, String> fields) throws Exception {
        return name(client.upload(name, content, fields));
    }

    private String uploadedAs(String parameter) throws Exception {
        return name(client.form(ComfyUiClient.filePart(parameter, BYTES), Map.of()));
    }

    private static String name(HttpResponse<byte[]> answer) {
        return ComfyUiClient.json(ComfyUiClient.text(answer)).required("name").stringValue();
    }

    private HttpResponse<byte[]> ranged(String path, String range) throws Exception {
        return client.send("GET", path, Map.of("Range", range), new byte[0]);
    }
}
