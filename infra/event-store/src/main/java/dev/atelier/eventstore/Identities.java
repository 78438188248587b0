package dev.atelier.eventstore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atelier.contracts.user.IdentityId;
import dev.atelier.contracts.user.UserEvent.IdentityClaimed;
import dev.atelier.contracts.user.UserId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Who is meant by an OIDC subject or a Telegram id. */
public final class Identities {
    /** How long it is believed that an identity still names whom it named. */
    public static final Duration REMEMBERED = Duration.ofSeconds(30);

    private final LogReader log;
    private final SecretKeySpec key;
    private final Cache<IdentityId, UserId> known = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(REMEMBERED)
            .build();

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

    /**
     * The person whom this identity names, if they are registered. That somebody was erased is known in other processes
     * within {@link #REMEMBERED}.
     */
    public Optional<UserId> find(IdentityId identity) {
        UserId cached = known.getIfPresent(identity);
        return cached == null ? read(identity) : Optional.of(cached);
    }

    /** The same, as the log says it now. */
    public Optional<UserId> read(IdentityId identity) {
        List<StoredEvent> events = log.stream(identity.toString());
        Optional<UserId> found = events.isEmpty() ? Optional.empty() : named(events.getLast());
        found.ifPresentOrElse(user -> known.put(identity, user), () -> known.invalidate(identity));
        return found;
    }

    /** Has the next {@link #find} read the log. */
    public void forget(IdentityId identity) {
        known.invalidate(identity);
    }

    private static Optional<UserId> named(StoredEvent newest) {
        return newest.payload() instanceof IdentityClaimed claimed ? Optional.of(claimed.userId()) : Optional.empty();
    }
}
