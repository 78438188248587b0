package dev.atelier.eventstore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.user.UserId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals what a person wrote before it enters the log, under a key of their own, and opens it again for as long as the
 * key exists. A destroyed key is forgotten everywhere within {@link #KEPT}.
 */
public final class PersonalTexts {
    private static final String VERSION = "v1.";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final Duration KEPT = Duration.ofMinutes(5);

    /** Stands in the place of a key that was destroyed. */
    private static final byte[] DESTROYED = {};

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final SecureRandom random = new SecureRandom();
    private final Cache<UserId, byte[]> keys =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(KEPT).build();

    PersonalTexts(LogDatabase database) {
        jdbc = new JdbcTemplate(database.dataSource());
        transactions = new TransactionTemplate(new DataSourceTransactionManager(database.dataSource()));
    }

    /** Seals the text under the person's key, which is made if there is none. */
    public PersonalText seal(UserId owner, String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, owner, keyOf(owner), nonce, text.getBytes(StandardCharsets.UTF_8));
        byte[] joined = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, joined, nonce.length, sealed.length);
        return new PersonalText(
                VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(joined));
    }

    /** The text, or empty when the person's key has been destroyed. */
    public Optional<String> unseal(UserId owner, PersonalText text) {
        byte[] joined = Base64.getUrlDecoder().decode(text.sealed().substring(VERSION.length()));
        return existingKey(owner).map(key -> {
            byte[] nonce = Arrays.copyOf(joined, NONCE_BYTES);
            byte[] sealed = Arrays.copyOfRange(joined, NONCE_BYTES, joined.length);
            return new String(crypt(Cipher.DECRYPT_MODE, owner, key, nonce, sealed), StandardCharsets.UTF_8);
        });
    }

    /**
     * Destroys the person's key: what was sealed can be read by nobody any more. What would be sealed for them later is
     * erased as it is sealed, because no key is ever made for them again.
     */
    public void destroy(UserId owner) {
        transactions.executeWithoutResult(status -> {
            jdbc.update("delete from personal_key where user_id = ?", owner.value());
            jdbc.update("insert into personal_key (user_id, key) values (?, ?)", owner.value(), DESTROYED);
        });
        keys.invalidate(owner);
    }

    /** A digest that only the holder of the person's key can compute or compare, as 64 hex digits. */
    public String fingerprint(UserId owner, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keyOf(owner), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private byte[] keyOf(UserId owner) {
        byte[] key = storedKey(owner).orElseGet(() -> makeKey(owner));
        return key.length == 0 ? newKey() : key;
    }

    private byte[] newKey() {
        byte[] key = new byte[32];
        random.nextBytes(key);
        return key;
    }

    private byte[] makeKey(UserId owner) {
        jdbc.update(
                "insert into personal_key (user_id, key) values (?, ?) on conflict do nothing",
                owner.value(),
                newKey());
        return storedKey(owner).orElseThrow(() -> new IllegalStateException("the key is gone without a trace"));
    }

    private Optional<byte[]> existingKey(UserId owner) {
        return storedKey(owner).filter(key -> key.length > 0);
    }

    private Optional<byte[]> storedKey(UserId owner) {
        byte[] cached = keys.getIfPresent(owner);
        if (cached != null) {
            return Optional.of(cached);
        }
        List<byte[]> stored = jdbc.query(
                "select key from personal_key where user_id = ?", (row, n) -> row.getBytes(1), owner.value());
        stored.forEach(key -> keys.put(owner, key));
        return stored.stream().findFirst();
    }

    private static byte[] crypt(int mode, UserId owner, byte[] key, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(owner.toString().getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this personal text does not fit its owner's key", e);
        }
    }
}
