package dev.atelier.command;

import static dev.atelier.command.testing.Customer.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.testing.CommandSide;
import dev.atelier.command.testing.Http;
import dev.atelier.command.testing.Http.Answer;
import dev.atelier.command.upload.picture.Pictures;
import java.awt.image.BufferedImage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Pictures over real HTTP into a real S3: what is taken is clean, what is refused leaves nothing behind. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UploadsIT {
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final CommandSide side = new CommandSide(Map.of());
    private static final S3Client s3 = side.s3();

    private final Http person = side.person("painter-" + PEOPLE.incrementAndGet());
    private final String uuid = person.post("/api/users", "{}").text("id").substring("user-".length());

    @AfterAll
    static void stop() {
        s3.close();
        side.close();
    }

    @Test
    void a_picture_is_stored_under_its_owner_and_its_content_and_known_again() {
        byte[] png = Pictures.encode(Pictures.gradient(40, 30, BufferedImage.TYPE_INT_RGB), "png");

        Answer first = person.post("/api/uploads", "image/png", png);
        Answer again = person.post("/api/uploads", "application/octet-stream", png);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.text("state")).isEqualTo("ready");
        assertThat(first.number("width")).isEqualTo(40);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        assertThat(keys("inputs/" + uuid)).containsExactly("inputs/" + uuid + "/" + first.text("sha256"));
        byte[] stored = object(keys("inputs/" + uuid).getFirst());
        assertThat(sha256(stored)).isEqualTo(first.text("sha256"));
        assertThat(Pictures.decode(stored).getRGB(20, 15))
                .isEqualTo(Pictures.decode(png).getRGB(20, 15));
    }

    @Test
    void the_same_bytes_of_somebody_else_are_another_upload() {
        byte[] png = Pictures.encode(Pictures.gradient(41, 30, BufferedImage.TYPE_INT_RGB), "png");
        Http other = side.person("painter-" + PEOPLE.incrementAndGet());
        other.post("/api/users", "{}");

        Answer mine = person.post("/api/uploads", "image/png", png);
        Answer theirs = other.post("/api/uploads", "image/png", png);

        assertThat(theirs.status()).isEqualTo(201);
        assertThat(theirs.text("id")).isNotEqualTo(mine.text("id"));
    }

    @Test
    void a_photograph_is_stored_upright_and_without_its_place() {
        byte[] jpeg = Pictures.encode(Pictures.gradient(48, 32, BufferedImage.TYPE_INT_RGB), "jpg");

        Answer upload = person.post("/api/uploads", "image/jpeg", Pictures.withExif(jpeg, 6));

        assertThat(upload.text("mediaType")).isEqualTo("image/png");
        assertThat(upload.number("width")).isEqualTo(32);
        assertThat(upload.number("height")).isEqualTo(48);
        byte[] stored = object("inputs/" + uuid + "/" + upload.text("sha256"));
        assertThat(Pictures.chunks(stored)).containsExactly("IHDR", "IDAT", "IEND");
    }

    @Test
    void a_cmyk_photograph_is_stored_as_rgb() {
        Answer upload = person.post("/api/uploads", "image/jpeg", Pictures.resource("cmyk.jpg"));
        assertThat(upload.status()).isEqualTo(201);
        BufferedImage stored = Pictures.decode(object("inputs/" + uuid + "/" + upload.text("sha256")));
        assertThat(stored.getColorModel().getNumComponents()).isEqualTo(3);
    }

    @Test
    void what_cannot_be_taken_is_refused_with_its_reason_and_nothing_is_stored() {
        byte[] png = Pictures.encode(Pictures.noise(64, 64, BufferedImage.TYPE_INT_RGB), "png");
        long before = side.log().headPosition();

        assertProblem(person.post("/api/uploads", "image/png", new byte[] {1, 2, 3}), 422, "NOT_AN_IMAGE");
        assertProblem(person.post("/api/uploads", "image/png", new byte[0]), 422, "NOT_AN_IMAGE");
        assertProblem(
                person.post("/api/uploads", "image/png", java.util.Arrays.copyOf(png, png.length / 2)),
                422,
                "NOT_AN_IMAGE");
        Answer huge = person.post("/api/uploads", "image/png", Pictures.pngHeader(30_000, 30_000));
        assertProblem(huge, 422, "TOO_MANY_PIXELS");
        assertThat(huge.number("pixels")).isEqualTo(900_000_000);
        assertThat(huge.number("pixelsMax")).isEqualTo(40_000_000);
        assertProblem(person.post("/api/uploads", "image/tiff", png), 415, "UNSUPPORTED_MEDIA_TYPE");
        assertProblem(person.post("/api/uploads", "image/svg+xml", png), 415, "UNSUPPORTED_MEDIA_TYPE");
        assertProblem(person.post("/api/uploads", "text/plain", png), 415, "UNSUPPORTED_MEDIA_TYPE");
        Answer large = person.post("/api/uploads", "image/png", new byte[(20 << 20) + 1]);
        assertProblem(large, 413, "TOO_LARGE");
        assertThat(large.number("bytesMax")).isEqualTo(20 << 20);

        assertThat(side.log().headPosition()).isEqualTo(before);
        assertThat(keys("inputs/" + uuid)).isEmpty();
    }

    @Test
    void an_announced_picture_is_put_by_a_link_and_completed() {
        byte[] png = Pictures.encode(Pictures.noise(50, 20, BufferedImage.TYPE_INT_RGB), "png");
        Answer expected = person.post("/api/uploads", announcement("image/png", png.length, sha256(png)));
        assertThat(expected.status()).isEqualTo(201);
        assertThat(expected.text("state")).isEqualTo("expected");
        String complete = "/api/uploads/" + expected.text("id") + "/complete";
        assertThat(expected.text("completeUrl")).isEqualTo("https://atelier.example" + complete);
        assertProblem(person.post(complete, "{}"), 404, "NOT_FOUND");

        assertThat(put(expected, png).status()).isEqualTo(200);
        Answer ready = person.post(complete, "{}");
        Answer again = person.post(complete, "{}");

        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.number("width")).isEqualTo(50);
        assertThat(again.text("sha256")).isEqualTo(ready.text("sha256"));
        assertThat(keys("staging/" + uuid)).isEmpty();
        Answer known = person.post("/api/uploads", announcement("image/png", png.length, sha256(png)));
        assertThat(known.status()).isEqualTo(200);
        assertThat(known.text("id")).isEqualTo(expected.text("id"));
    }

    @Test
    void a_link_takes_only_what_was_announced() {
        byte[] png = Pictures.encode(Pictures.noise(51, 20, BufferedImage.TYPE_INT_RGB), "png");
        Answer expected = person.post("/api/uploads", announcement("image/png", png.length, sha256(png)));
        assertThat(expected.json().path("upload").path("headers").propertyNames())
                .contains("content-length", "content-type", "if-none-match", "x-amz-checksum-sha256");

        Http other = new Http(person.base(), headers(expected, "content-type", "image/jpeg"));
        assertThat(other.put(expected.json().path("upload").path("url").asString(), png)
                        .status())
                .as("another type")
                .isGreaterThanOrEqualTo(400);
        assertThat(keys("staging/" + uuid)).isEmpty();
    }

    @Test
    void something_else_than_announced_is_refused_and_removed() {
        byte[] png = Pictures.encode(Pictures.noise(52, 20, BufferedImage.TYPE_INT_RGB), "png");
        Answer expected = person.post("/api/uploads", announcement("image/png", png.length, sha256(png)));
        String staged = "staging/" + uuid + "/" + expected.text("id").substring("upload-".length());
        s3.putObject(request -> request.bucket(side.bucket()).key(staged), RequestBody.fromBytes(new byte[png.length]));

        assertProblem(person.post("/api/uploads/" + expected.text("id") + "/complete", "{}"), 404, "NOT_FOUND");
        assertThat(keys("staging/" + uuid)).isEmpty();
        assertThat(keys("inputs/" + uuid)).isEmpty();
    }

    @Test
    void an_announced_file_that_is_no_picture_is_refused_and_removed() {
        byte[] text = "no picture".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Answer expected = person.post("/api/uploads", announcement("image/png", text.length, sha256(text)));
        assertThat(put(expected, text).status()).isEqualTo(200);

        assertProblem(person.post("/api/uploads/" + expected.text("id") + "/complete", "{}"), 422, "NOT_AN_IMAGE");
        assertThat(keys("staging/" + uuid)).isEmpty();
        assertThat(side.log().stream(expected.text("id"))).isEmpty();
    }

    @Test
    void a_bad_announcement_is_told_what_is_wrong() {
        String sha = "0".repeat(64);
        assertProblem(person.post("/api/uploads", announcement("image/png", (20 << 20) + 1, sha)), 413, "TOO_LARGE");
        assertProblem(person.post("/api/uploads", announcement("image/png", 0, sha)), 400, "MALFORMED");
        assertProblem(person.post("/api/uploads", announcement("image/png", 5, "abc")), 400, "MALFORMED");
        assertProblem(
                person.post("/api/uploads", announcement("application/pdf", 5, sha)), 415, "UNSUPPORTED_MEDIA_TYPE");
        assertProblem(person.post("/api/uploads/nonsense/complete", "{}"), 404, "NOT_FOUND");
    }

    private static String announcement(String mediaType, long bytes, String sha256) {
        return "{'mediaType': '%s', 'bytes': %d, 'sha256': '%s'}".formatted(mediaType, bytes, sha256);
    }

    private Answer put(Answer expected, byte[] body) {
        return new Http(person.base(), headers(expected, "", ""))
                .put(expected.json().path("upload").path("url").asString(), body);
    }

    /** As announced, but for one; Java's client sends the length by itself. */
    private static Map<String, String> headers(Answer expected, String changed, String value) {
        Map<String, String> headers = new java.util.HashMap<>();
        expected.json()
                .path("upload")
                .path("headers")
                .forEachEntry((name, header) -> headers.put(name, header.asString()));
        headers.remove("content-length");
        headers.replace(changed, value);
        return headers;
    }

    private static List<String> keys(String prefix) {
        return s3.listObjectsV2(request -> request.bucket(side.bucket()).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private static byte[] object(String key) {
        return s3.getObjectAsBytes(request -> request.bucket(side.bucket()).key(key))
                .asByteArray();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
