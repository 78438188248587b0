package dev.atelier.query.profile;

import dev.atelier.contracts.user.UserId;
import dev.atelier.query.profile.domain.Profile;
import dev.atelier.query.readmodel.ReadModels;
import java.util.Optional;

/** People, as the read models know them. */
public final class Profiles {
    private final ReadModels models;

    public Profiles(ReadModels models) {
        this.models = models;
    }

    Optional<Profile> find(UserId user) {
        return models.read(generation -> generation.get(ProfileProjection.PROFILE, user));
    }

    /** Whether the person has an identity of this kind. */
    public boolean isKnownIn(UserId user, String identityKind) {
        return find(user)
                .filter(profile -> profile.identities().contains(identityKind))
                .isPresent();
    }
}
