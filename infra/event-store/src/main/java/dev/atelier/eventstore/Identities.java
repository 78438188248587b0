package dev.atelier.eventstore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atelier.contracts.user.IdentityId;
import dev.atelier.contracts.user.UserEvent.IdentityClaimed;
import dev.atelier.contracts.user.UserId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Who is meant by an OIDC subject or a Telegram id. */
public final class Identities {
    private final LogReader log;
    private final SecretKeySpec key;
    private final Cache<IdentityId, UserId> known =
            Caffeine.newBuilder().maximumSize(100_000).build();

    Identities(LogReader log, IdentitySettings settings) {
        this.log = log;
        key = new SecretKeySpec(settings.key().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** @param kind such as {@code oidc} or {@code telegram} */
    public IdentityId id(String kind, String issuer, String subject) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] digest = mac.doFinal((issuer + "\n" + subject).getBytes(StandardCharsets.UTF_8));
            return new IdentityId(kind, HexFormat.of().formatHex(digest));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** The person whom this identity names, if they are registered. */
    public Optional<UserId> find(IdentityId identity) {
        UserId cached = known.getIfPresent(identity);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<UserId> found = log.stream(identity.toString(), 0, 1).stream()
                .map(event -> ((IdentityClaimed) event.payload()).userId())
                .findFirst();
        found.ifPresent(user -> known.put(identity, user));
        return found;
    }
}
