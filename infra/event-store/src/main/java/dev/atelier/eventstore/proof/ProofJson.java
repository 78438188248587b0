package dev.atelier.eventstore.proof;

import dev.atelier.eventstore.proof.domain.Block;
import dev.atelier.eventstore.proof.domain.Hash;
import dev.atelier.eventstore.proof.domain.HeadKey;
import dev.atelier.eventstore.proof.domain.InclusionProof;
import dev.atelier.eventstore.proof.domain.Nonce;
import dev.atelier.eventstore.proof.domain.SignedHead;
import dev.atelier.eventstore.proof.domain.StoredRow;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Heads and proofs as files that leave the house: docs/log-proofs.md has every field. */
public final class ProofJson {
    private static final String HEAD = "atelier-log-head-1";
    private static final String PROOF = "atelier-log-proof-1";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ProofJson() {}

    public static String write(SignedHead head) {
        ObjectNode json = JSON.createObjectNode().put("format", HEAD);
        putHead(json, head);
        return JSON.writeValueAsString(json) + "\n";
    }

    public static String write(InclusionProof proof) {
        ObjectNode json = JSON.createObjectNode().put("format", PROOF);
        StoredRow row = proof.row();
        json.putObject("event")
                .put("position", row.position())
                .put("stream", row.stream())
                .put("sequence", row.sequence())
                .put("streamType", row.streamType())
                .put("eventId", row.eventId().toString())
                .put("recordedAtMicros", row.recordedAtMicros())
                .put("name", row.name())
                .put("revision", row.revision())
                .put("payload", row.payload())
                .put("metadata", row.metadata());
        json.put("nonce", proof.nonce().hex()).put("index", proof.index());
        var path = json.putArray("path");
        proof.path().forEach(sibling -> path.add(sibling.toString()));
        putHead(json.putObject("head"), proof.head());
        return JSON.writeValueAsString(json) + "\n";
    }

    /** Anything but a head is an {@link IllegalArgumentException}. */
    public static SignedHead readHead(String text) {
        return read(text, HEAD, ProofJson::head);
    }

    /** Anything but a proof is an {@link IllegalArgumentException}. */
    public static InclusionProof readProof(String text) {
        return read(text, PROOF, ProofJson::proof);
    }

    private static void putHead(ObjectNode json, SignedHead head) {
        Block block = head.block();
        json.put("number", block.number())
                .put("firstPosition", block.firstPosition())
                .put("lastPosition", block.lastPosition())
                .put("events", block.events())
                .put("sealedAtMicros", block.sealedAtMicros())
                .put("root", block.root().toString())
                .put("previous", block.previous().toString())
                .put("hash", block.hash().toString())
                .put("key", head.key().hex())
                .put("signature", head.signature());
    }

    private static SignedHead head(JsonNode json) {
        Block block = new Block(
                number(json, "number"),
                number(json, "firstPosition"),
                number(json, "lastPosition"),
                number(json, "events"),
                number(json, "sealedAtMicros"),
                Hash.parse(text(json, "root")),
                Hash.parse(text(json, "previous")));
        if (!block.hash().toString().equals(text(json, "hash"))) {
            throw new IllegalArgumentException("its hash is not that of its other fields");
        }
        return new SignedHead(block, new HeadKey(text(json, "key")), text(json, "signature"));
    }

    private static InclusionProof proof(JsonNode json) {
        JsonNode event = json.path("event");
        StoredRow row = new StoredRow(
                number(event, "position"),
                text(event, "stream"),
                number(event, "sequence"),
                text(event, "streamType"),
                UUID.fromString(text(event, "eventId")),
                number(event, "recordedAtMicros"),
                text(event, "name"),
                Math.toIntExact(number(event, "revision")),
                text(event, "payload"),
                text(event, "metadata"));
        List<Hash> path = StreamSupport.stream(json.path("path").spliterator(), false)
                .map(sibling -> Hash.parse(sibling.asString()))
                .toList();
        return new InclusionProof(
                row, new Nonce(text(json, "nonce")), number(json, "index"), path, head(json.path("head")));
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(JsonNode json);
    }

    private static <T> T read(String text, String format, Reader<T> reader) {
        try {
            JsonNode json = JSON.readTree(text);
            if (!text(json, "format").equals(format)) {
                throw new IllegalArgumentException("its format is not " + format);
            }
            return reader.read(json);
        } catch (JacksonException | IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("not a file of the format " + format + ": " + e.getMessage(), e);
        }
    }

    private static long number(JsonNode json, String field) {
        return Optional.of(json.path(field))
                .filter(JsonNode::isIntegralNumber)
                .filter(JsonNode::canConvertToLong)
                .map(JsonNode::asLong)
                .orElseThrow(() -> new IllegalArgumentException(field + " has to be a whole number"));
    }

    private static String text(JsonNode json, String field) {
        return Optional.of(json.path(field))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .orElseThrow(() -> new IllegalArgumentException(field + " has to be a text"));
    }
}
