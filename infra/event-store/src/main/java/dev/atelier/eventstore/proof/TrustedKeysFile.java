package dev.atelier.eventstore.proof;

import dev.atelier.eventstore.proof.domain.HeadKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Every key that ever signed heads here, one public half a line in hex, the newest last. It lies beside the newest head,
 * outside the database: after a change of keys the older blocks can still be told from forged ones.
 */
public record TrustedKeysFile(Path path) {
    /** The one beside a head file. */
    public static TrustedKeysFile beside(HeadFile head) {
        return new TrustedKeysFile(head.path().resolveSibling(head.path().getFileName() + ".keys"));
    }

    /** Empty where there is no file; a file that is not one is an {@link IllegalArgumentException}. */
    public Set<HeadKey> read() {
        try {
            return Files.exists(path) ? parse(Files.readString(path)) : Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the keys in " + path, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }

    /** Keys from the text of such a file. */
    public static Set<HeadKey> parse(String text) {
        Set<HeadKey> keys = new LinkedHashSet<>();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> keys.add(new HeadKey(line)));
        return keys;
    }

    /** The text of such a file. */
    public static String text(Set<HeadKey> keys) {
        StringBuilder text = new StringBuilder();
        keys.forEach(key -> text.append(key.hex()).append('\n'));
        return text.toString();
    }

    /** Adds a key that is not there yet; returns when it is on the disk. */
    public void add(HeadKey key) {
        if (read().contains(key)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(text(Set.of(key)).getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("the key that signs heads cannot be noted in " + path, e);
        }
    }
}
