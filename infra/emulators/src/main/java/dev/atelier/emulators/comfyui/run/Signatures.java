package dev.atelier.emulators.comfyui.run;

import dev.atelier.emulators.comfyui.Folders;
import dev.atelier.emulators.comfyui.python.PythonJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the result of each node depends on: its class, its values, the content of a loaded file, and the same of all
 * nodes before it. Node ids do not matter. As in ComfyUI, the hash of a loaded file is written into the graph ({@code
 * is_changed}), from where it gets into the metadata of saved pictures.
 */
final class Signatures {

    private final ObjectNode prompt;
    private final Folders folders;
    private final SequencedMap<String, String> byNode = new LinkedHashMap<>();

    private Signatures(ObjectNode prompt, Folders folders) {
        this.prompt = prompt;
        this.folders = folders;
    }

    static Map<String, String> of(ObjectNode prompt, Folders folders) {
        Signatures signatures = new Signatures(prompt, folders);
        prompt.propertyNames().forEach(signatures::of);
        return signatures.byNode;
    }

    private String of(String id) {
        String known = byNode.get(id);
        if (known != null) {
            return known;
        }
        // A cycle or a bad link is in a branch that will not run; it only must not be followed for ever.
        byNode.put(id, "unknown " + UUID.randomUUID());
        JsonNode node = prompt.path(id);
        StringBuilder text = new StringBuilder(node.path("class_type").asString());
        text.append(' ').append(fileHash(node));
        Map<String, JsonNode> sorted = new TreeMap<>();
        node.path("inputs").properties().forEach(e -> sorted.put(e.getKey(), e.getValue()));
        sorted.forEach(
                (name, value) -> text.append('\n').append(name).append('=').append(of(value)));
        String signature = sha256(text.toString().getBytes(StandardCharsets.UTF_8));
        byNode.put(id, signature);
        return signature;
    }

    private String of(JsonNode value) {
        boolean isLink =
                value.isArray() && value.size() == 2 && value.required(0).isString();
        return isLink ? of(value.required(0).stringValue()) + "#" + value.required(1) : PythonJson.dumps(value);
    }

    private String fileHash(JsonNode node) {
        JsonNode image = node.path("inputs").path("image");
        if (!node.path("class_type").asString().equals("LoadImage") || !image.isString()) {
            return "";
        }
        try {
            var file = folders.loadable(image.stringValue());
            if (file.isPresent()) {
                String hash = sha256(Files.readAllBytes(file.get()));
                ((ObjectNode) node).putArray("is_changed").add(hash);
                return hash;
            }
        } catch (IOException e) {
            // Not readable now: counts as changed, and the node itself will say what is wrong.
            return UUID.randomUUID().toString();
        }
        return UUID.randomUUID().toString();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
