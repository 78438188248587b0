package dev.atelier.gpu.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files in {@code media} were made by FFmpeg, with the prompt in every field that it writes. */
class MediaCleanerTest {
    private static final String PROMPT = "a cat that nobody else may read about";

    private record Cleaned(Media media, byte[] bytes) {
        String text() {
            return latin(bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "film.mp4, video/mp4, mp4, 32, 24",
        "faststart.mp4, video/mp4, mp4, 32, 24",
        "film.mov, video/quicktime, mov, 32, 24",
        "film.webm, video/webm, webm, 32, 24",
        "film.mkv, video/x-matroska, mkv, 32, 24",
        "sound.flac, audio/flac, flac,,",
        "sound.mp3, audio/mpeg, mp3,,",
        "sound.opus, audio/ogg, opus,,",
        "sound.wav, audio/wav, wav,,",
        "sound.m4a, audio/mp4, m4a,,"
    })
    void noPromptIsLeft(String file, String mediaType, String extension, Integer width, Integer height)
            throws IOException {
        byte[] original = resource(file);
        assertThat(latin(original)).contains(PROMPT);
        Cleaned cleaned = clean(original);
        assertThat(cleaned.media()).isEqualTo(new Media(mediaType, extension, width, height));
        assertThat(cleaned.text()).doesNotContain("nobody else");
        assertThat(clean(cleaned.bytes()).bytes()).as("cleaned again").isEqualTo(cleaned.bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"film.mp4", "faststart.mp4", "film.mov", "film.webm", "film.mkv", "sound.m4a"})
    void nothingMovesInAFileThatKnowsItsPositions(String file) throws IOException {
        byte[] original = resource(file);
        byte[] cleaned = clean(original).bytes();
        assertThat(cleaned).hasSameSizeAs(original);
        String mark = file.startsWith("film.w") || file.endsWith("mkv") ? "\u001fC\u00b6u" : "mdat";
        int data = latin(original).indexOf(mark);
        assertThat(data).isPositive();
        assertThat(Arrays.copyOfRange(cleaned, data, data + 400))
                .isEqualTo(Arrays.copyOfRange(original, data, data + 400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"film.mp4", "film.mov", "film.webm", "film.mkv", "sound.flac", "sound.wav", "sound.opus"})
    void aFileThatEndsTooEarlyIsNotStored(String file) throws IOException {
        byte[] whole = resource(file);
        for (int length : new int[] {12, 40, whole.length / 2}) {
            boolean soundEndsAnywhere = file.equals("sound.flac") && length > 200;
            if (!soundEndsAnywhere) {
                assertThatThrownBy(() -> clean(Arrays.copyOf(whole, length)))
                        .as(file + " cut to " + length)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void everyPageOfASoundHasItsNumberAndItsChecksum() throws IOException {
        byte[] cleaned = clean(resource("sound.opus")).bytes();
        int pages = 0;
        for (int at = 0; at < cleaned.length; pages++) {
            ByteBuffer page = ByteBuffer.wrap(cleaned).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(page.getInt(at + 18)).isEqualTo(pages);
            int segments = cleaned[at + 26];
            at += 27 + segments + sum(cleaned, at + 27, segments);
        }
        assertThat(pages).isGreaterThan(2);
        assertThat(latin(cleaned)).contains("OpusTags");
    }

    @Test
    void aModelKeepsItsShapeAndLosesWhatWasWrittenIntoIt() throws IOException {
        String json = """
                {"asset": {"version": "2.0", "generator": "%1$s", "extras": {"prompt": "%1$s"}},
                 "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}], "extras": "%1$s"}]}""".formatted(PROMPT);
        byte[] numbers = {1, 2, 3, 4};
        Cleaned cleaned = clean(glb(json, numbers));
        assertThat(cleaned.media()).isEqualTo(Media.of("model/gltf-binary", "glb"));
        assertThat(cleaned.text())
                .contains("\"POSITION\":0", "\"version\":\"2.0\"")
                .doesNotContain("nobody else");
        ByteBuffer bytes = ByteBuffer.wrap(cleaned.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getInt(8)).isEqualTo(cleaned.bytes().length);
        int length = bytes.getInt(12);
        assertThat(length % 4).isZero();
        assertThat(Arrays.copyOfRange(cleaned.bytes(), 20 + length + 8, cleaned.bytes().length))
                .isEqualTo(numbers);
    }

    @Test
    void anAnimationKeepsItsPicturesAndItsRepetition() throws IOException {
        byte[] film = resource("film.gif");
        byte[] comment = latin("!\u00fe\u0025" + PROMPT + "\0");
        byte[] xmp = latin("!\u00ff\u000bXMP DataXMP\u0025" + PROMPT + "\0");
        int end = film.length - 1;
        byte[] withPrompt = join(Arrays.copyOf(film, end), comment, xmp, Arrays.copyOfRange(film, end, film.length));
        Cleaned cleaned = clean(withPrompt);
        assertThat(cleaned.media()).isEqualTo(new Media("image/gif", "gif", 32, 24));
        assertThat(cleaned.bytes()).isEqualTo(clean(film).bytes());
        assertThat(cleaned.text()).contains("NETSCAPE2.0").doesNotContain("nobody else");
    }

    @Test
    void wordsAreStoredAsPlainTextWhateverTheyMean() throws IOException {
        Cleaned cleaned = clean("<script>кот</script>\n".getBytes(StandardCharsets.UTF_8));
        assertThat(cleaned.media()).isEqualTo(Media.of("text/plain;charset=utf-8", "txt"));
        assertThat(new String(cleaned.bytes(), StandardCharsets.UTF_8)).isEqualTo("<script>кот</script>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PK\u0003\u0004zip", "\u00ff\u00fe\u00fd", "words\u0000", "\0\0\0\u0018ftypavif...."})
    void whatIsNoneOfTheseIsNotStored(String content) {
        assertThatThrownBy(() -> clean(latin(content))).isInstanceOf(IOException.class);
    }

    private static Cleaned clean(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Media media = MediaCleaner.clean(ByteBuffer.wrap(bytes), out);
        return new Cleaned(media, out.toByteArray());
    }

    private static byte[] glb(String json, byte[] numbers) {
        byte[] text = (json + " ".repeat((4 - json.length() % 4) % 4)).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = ByteBuffer.allocate(28 + text.length + numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(latin("glTF")).putInt(2).putInt(file.capacity());
        file.putInt(text.length).put(latin("JSON")).put(text);
        return file.putInt(numbers.length).put(latin("BIN\0")).put(numbers).array();
    }

    private static int sum(byte[] bytes, int from, int count) {
        int sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += bytes[i] & 0xff;
        }
        return sum;
    }

    private static byte[] resource(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(MediaCleanerTest.class.getResourceAsStream("/media/" + file))) {
            return in.readAllBytes();
        }
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
