package dev.atelier.gpu.media;

import dev.atelier.gpu.picture.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Binary glTF (Khronos glTF 2.0, section 4.4): a header, a chunk of JSON, a chunk of numbers. {@code extras} of any
 * object are for whoever wrote the file, and go; so do names and words about the file.
 */
final class GlbFile {
    private static final int HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int VERSION = 2;
    private static final int JSON_CHUNK = 0x4e4f534a;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private GlbFile() {}

    static boolean matches(ByteBuffer bytes) {
        return Bytes.at(bytes, 0, "glTF");
    }

    static Media clean(ByteBuffer bytes, OutputStream out) throws IOException {
        ByteBuffer little = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int length = little.getInt(HEADER);
        int total = little.getInt(8);
        if (little.getInt(4) != VERSION
                || little.getInt(HEADER + 4) != JSON_CHUNK
                || total > bytes.limit()
                || length < 0
                || HEADER + CHUNK_HEADER + length > total) {
            throw new UnknownMediaException("the glTF file is damaged");
        }
        byte[] json = cleaned(bytes, length);
        int rest = HEADER + CHUNK_HEADER + length;
        ByteBuffer head = ByteBuffer.allocate(HEADER + CHUNK_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(little.getInt(0)).putInt(VERSION).putInt(total - length + json.length);
        head.putInt(json.length).putInt(JSON_CHUNK);
        out.write(head.array());
        out.write(json);
        Bytes.copy(bytes, rest, total - rest, out);
        return Media.of("model/gltf-binary", "glb");
    }

    /** The JSON without what nobody needs to see the model, filled up with blanks to whole words. */
    private static byte[] cleaned(ByteBuffer bytes, int length) throws UnknownMediaException {
        byte[] text = new byte[length];
        bytes.get(HEADER + CHUNK_HEADER, text);
        try {
            JsonNode root = MAPPER.readTree(new String(text, StandardCharsets.UTF_8));
            strip(root);
            if (root.path("asset") instanceof ObjectNode asset) {
                asset.remove("copyright");
                asset.remove("generator");
            }
            byte[] clean = root.toString().getBytes(StandardCharsets.UTF_8);
            byte[] padded = Arrays.copyOf(clean, (clean.length + 3) / 4 * 4);
            Arrays.fill(padded, clean.length, padded.length, (byte) ' ');
            return padded;
        } catch (JacksonException e) {
            throw new UnknownMediaException("the glTF file is damaged");
        }
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("extras");
        }
        node.forEach(GlbFile::strip);
    }
}
