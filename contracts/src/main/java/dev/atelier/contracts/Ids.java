package dev.atelier.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How ids are read and derived; ids print with their kind, so that two kinds never collide in one table of streams. */
public final class Ids {
    private static final UUID ATELIER = UUID.fromString("6f1f7c0e-0c6b-5d53-9c1e-0d4a35a7f9e2");

    private static final int UUID_CHARACTERS = 36;

    private Ids() {}

    /** Reads {@code prefix + canonical lower-case uuid}; anything else is an {@link IllegalArgumentException}. */
    public static UUID parse(String prefix, String text) {
        String uuid = text.startsWith(prefix) ? text.substring(prefix.length()) : "";
        UUID id = uuid.length() == UUID_CHARACTERS ? uuid(uuid) : null;
        if (id == null || !id.toString().equals(uuid)) {
            throw new IllegalArgumentException("not an id of the form " + prefix + "<uuid>");
        }
        return id;
    }

    /** The JDK also reads other spellings, so what it has read is compared with what it would write. */
    private static @Nullable UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * A version 5 uuid (RFC 9562, section 5.5) of the parts: the same parts always give the same id, so creating the
     * stream of that id is the check that something happens once. Each part is preceded by its length, so that
     * {@code ("a", "bc")} and {@code ("ab", "c")} differ.
     */
    public static UUID derive(String... parts) {
        MessageDigest sha1 = sha1();
        sha1.update(bytes(ATELIER));
        for (String part : parts) {
            byte[] utf8 = part.getBytes(UTF_8);
            sha1.update(ByteBuffer.allocate(4).putInt(utf8.length).array());
            sha1.update(utf8);
        }
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest());
        long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000L;
        long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
