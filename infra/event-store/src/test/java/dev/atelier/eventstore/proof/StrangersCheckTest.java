package dev.atelier.eventstore.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A proof that once left the house is checked by docs/log-proofs.md alone, with none of our classes: the file and this
 * test are kept for ever.
 */
class StrangersCheckTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/log-proof-1.json");
    private static final Path DOCUMENT = Path.of("../../docs/log-proofs.md");
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    @Test
    void the_kept_proof_holds() throws Exception {
        assertThat(holds(golden())).isTrue();
        assertThat(ProofJson.readProof(Files.readString(GOLDEN)).flaw()).isEmpty();
        assertThat(ProofJson.write(ProofJson.readProof(Files.readString(GOLDEN))))
                .as("written as it was read")
                .isEqualTo(Files.readString(GOLDEN));
    }

    @ParameterizedTest
    @CsvSource({"payload,{}", "metadata,{}", "name,job-failed", "stream,user-1", "streamType,job"})
    void a_proof_of_something_else_does_not(String field, String value) throws Exception {
        ObjectNode changed = golden();
        ((ObjectNode) changed.path("event")).put(field, value);

        assertThat(holds(changed)).isFalse();
        assertThat(ProofJson.readProof(changed.toString()).flaw()).isPresent();
    }

    @Test
    void the_documents_python_agrees() throws Exception {
        Optional<String> python = python();
        assumeTrue(python.isPresent(), "no python3 on this machine: the same steps in Java are tested here anyway");
        ObjectNode changed = golden();
        ((ObjectNode) changed.path("event")).put("payload", "{}");

        assertThat(python(python.get(), golden())).isEqualTo("True");
        assertThat(python(python.get(), changed)).isEqualTo("False");
    }

    private static boolean holds(JsonNode proof) throws Exception {
        JsonNode event = proof.path("event");
        JsonNode head = proof.path("head");
        UUID id = UUID.fromString(event.path("eventId").asString());
        byte[] stored = join(
                number(event.path("position")),
                text(event.path("stream")),
                number(event.path("sequence")),
                text(event.path("streamType")),
                ByteBuffer.allocate(16)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array(),
                number(event.path("recordedAtMicros")),
                text(event.path("name")),
                ByteBuffer.allocate(4).putInt(event.path("revision").asInt()).array(),
                text(event.path("payload")),
                text(event.path("metadata")));
        byte[] node = sha256(new byte[] {0}, hex(proof.path("nonce")), stored);
        long place = proof.path("index").asLong();
        long last = head.path("events").asLong() - 1;
        for (JsonNode sibling : proof.path("path")) {
            boolean onTheRight = place % 2 == 1 || place == last;
            node = onTheRight ? sha256(new byte[] {1}, hex(sibling), node) : sha256(new byte[] {1}, node, hex(sibling));
            while (onTheRight && place != 0 && place % 2 == 0) {
                place /= 2;
                last /= 2;
            }
            place /= 2;
            last /= 2;
        }
        byte[] block = sha256(
                new byte[] {2},
                number(head.path("number")),
                number(head.path("firstPosition")),
                number(head.path("lastPosition")),
                number(head.path("events")),
                number(head.path("sealedAtMicros")),
                hex(head.path("root")),
                hex(head.path("previous")));
        return last == 0 && MessageDigest.isEqual(node, hex(head.path("root"))) && isSigned(head, block);
    }

    private static boolean isSigned(JsonNode head, byte[] block) throws Exception {
        byte[] x509 = join(HexFormat.of().parseHex("302a300506032b6570032100"), hex(head.path("key")));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509)));
        signature.update("atelier-log-head".getBytes(StandardCharsets.US_ASCII));
        signature.update(block);
        return signature.verify(hex(head.path("signature")));
    }

    private static byte[] sha256(byte[]... parts) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(join(parts));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] number(JsonNode number) {
        return ByteBuffer.allocate(8).putLong(number.asLong()).array();
    }

    private static byte[] text(JsonNode text) {
        byte[] utf8 = text.asString().getBytes(StandardCharsets.UTF_8);
        return join(ByteBuffer.allocate(4).putInt(utf8.length).array(), utf8);
    }

    private static byte[] hex(JsonNode text) {
        return HexFormat.of().parseHex(text.asString());
    }

    private static ObjectNode golden() throws IOException {
        return (ObjectNode) JSON.readTree(Files.readString(GOLDEN));
    }

    private static Optional<String> python() {
        try {
            Process process = new ProcessBuilder("python3", "-c", "import hashlib").start();
            return process.waitFor() == 0 ? Optional.of("python3") : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private String python(String program, JsonNode proof) throws Exception {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf("```python") + "```python".length();
        String code = document.substring(begin, document.indexOf("```", begin))
                + "\nimport json, sys\nprint(check(json.load(open(sys.argv[1], encoding='utf-8'))))\n";
        Path script = Files.writeString(folder.resolve("check.py"), code);
        Path file = Files.writeString(folder.resolve("proof.json"), proof.toString());
        Process process = new ProcessBuilder(program, script.toString(), file.toString())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
