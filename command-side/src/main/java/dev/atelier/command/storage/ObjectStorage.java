package dev.atelier.command.storage;

import dev.atelier.audit.domain.StoredObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The bucket. A store that is away is a {@link StorageAwayException}. */
public interface ObjectStorage {
    /**
     * Where a client may put exactly one object.
     *
     * @param headers what the client has to send with it, all of them signed
     */
    record UploadLink(String url, Map<String, String> headers, Instant expiresAt) {}

    /** Stores the file under the key; once it returns, the object is there. */
    void put(String key, String mediaType, Path file);

    /** Copies the object into the file; false where there is none, or one of more than {@code bytesMax} bytes. */
    boolean fetch(String key, long bytesMax, Path file);

    /** The size of an object, empty where there is none. */
    Optional<Long> bytes(String key);

    /** Removes what is there; nothing there is fine. */
    void delete(String key);

    /** Tells every object whose key begins with the prefix, a page of the store at a time. */
    void list(String prefix, Consumer<StoredObject> object);

    /** Removes every object whose key begins so; nothing there is fine. */
    void deleteAll(String prefix);

    /** A link by which this length, this type and this content can be put where nothing is yet. */
    UploadLink link(String key, String mediaType, long bytes, byte[] sha256);
}
