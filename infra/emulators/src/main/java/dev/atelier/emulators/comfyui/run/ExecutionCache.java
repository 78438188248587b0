package dev.atelier.emulators.comfyui.run;

import dev.atelier.emulators.comfyui.node.NodeResult;
import java.lang.ref.SoftReference;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The "classic" cache of ComfyUI: results of nodes by what they were computed from. It keeps only what the graph of the
 * latest prompt can use, so a repeated prompt is free and one from before is not. When memory gets short, results go.
 */
final class ExecutionCache {

    private static final String SUFFIX_LETTERS = "abcdefghijklmnopqrstupvxyz";
    private static final int SUFFIX_LENGTH = 5;

    /**
     * A result.
     *
     * @param shown output and meta as the history shows them; null for a node that shows nothing
     */
    record Entry(NodeResult result, @Nullable ObjectNode shown) {}

    private final Map<String, SoftReference<Entry>> entries = new HashMap<>();
    private final Map<String, String> previewSuffixes = new HashMap<>();

    Optional<Entry> find(String signature) {
        return Optional.ofNullable(entries.get(signature)).map(SoftReference::get);
    }

    void keep(String signature, Entry entry) {
        entries.put(signature, new SoftReference<>(entry));
    }

    /** Forgets all results but these, and the node objects that the graph no longer has. */
    void keepOnly(Collection<String> signatures, Collection<String> nodes) {
        entries.keySet().retainAll(signatures);
        previewSuffixes.keySet().retainAll(nodes);
    }

    void clear() {
        entries.clear();
        previewSuffixes.clear();
    }

    /** A node object keeps its random suffix as long as graphs with that node come. */
    String previewSuffix(String node) {
        return previewSuffixes.computeIfAbsent(node, n -> {
            StringBuilder suffix = new StringBuilder();
            for (int i = 0; i < SUFFIX_LENGTH; i++) {
                suffix.append(SUFFIX_LETTERS.charAt(RandomGenerator.getDefault().nextInt(SUFFIX_LETTERS.length())));
            }
            return suffix.toString();
        });
    }
}
