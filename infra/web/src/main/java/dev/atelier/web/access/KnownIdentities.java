package dev.atelier.web.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.atelier.contracts.user.UserId;
import java.time.Duration;
import java.util.Optional;

/**
 * Remembers for a while whom an identity names. That changes only when somebody is erased. Who is not registered may be
 * so in a moment and is looked up each time.
 */
final class KnownIdentities implements IdentityLookup {
    static final int MAX = 20_000;
    /** How long somebody who was erased may still be taken for who they were. */
    static final Duration REMEMBERED = Duration.ofSeconds(30);

    private final IdentityLookup lookup;
    private final Cache<ExternalIdentity, UserId> known;

    /** @param ticker the time in nanoseconds */
    KnownIdentities(IdentityLookup lookup, Ticker ticker) {
        this.lookup = lookup;
        known = Caffeine.newBuilder()
                .maximumSize(MAX)
                .expireAfterWrite(REMEMBERED)
                .ticker(ticker)
                .build();
    }

    @Override
    public Optional<UserId> find(String kind, String issuer, String subject) {
        ExternalIdentity identity = new ExternalIdentity(kind, issuer, subject);
        UserId remembered = known.getIfPresent(identity);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        Optional<UserId> found = lookup.find(kind, issuer, subject);
        found.ifPresent(person -> known.put(identity, person));
        return found;
    }

    /** How many are remembered. */
    long size() {
        known.cleanUp();
        return known.estimatedSize();
    }
}
