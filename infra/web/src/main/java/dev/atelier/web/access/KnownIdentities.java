package dev.atelier.web.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atelier.contracts.user.UserId;
import java.util.Optional;

/**
 * Remembers whom an identity names. That never changes: an identity is claimed once and for ever. Who is not registered
 * may be so in a moment and is looked up each time.
 */
final class KnownIdentities implements IdentityLookup {
    static final int MAX = 20_000;

    private final IdentityLookup lookup;
    private final Cache<ExternalIdentity, UserId> known =
            Caffeine.newBuilder().maximumSize(MAX).build();

    KnownIdentities(IdentityLookup lookup) {
        this.lookup = lookup;
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
