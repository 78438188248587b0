package dev.atelier.query.profile;

import dev.atelier.contracts.user.UserEvent;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.query.log.Seals;
import dev.atelier.query.profile.domain.Profile;
import dev.atelier.query.readmodel.Document;
import dev.atelier.query.readmodel.Projection;
import dev.atelier.query.readmodel.WorkingCopy;
import java.util.List;

/** Keeps each person's profile. */
public final class ProfileProjection implements Projection {
    public static final Document<Profile> PROFILE = new Document<>("profile", Profile.class);

    private final Seals seals;

    public ProfileProjection(Seals seals) {
        this.seals = seals;
    }

    @Override
    public List<String> reads(StoredEvent event, WorkingCopy known) {
        return event.payload() instanceof UserEvent user ? List.of(PROFILE.key(user.userId())) : List.of();
    }

    @Override
    public void apply(StoredEvent event, WorkingCopy models) {
        if (event.payload() instanceof UserEvent user) {
            Profile known = models.get(PROFILE, user.userId());
            models.put(
                    PROFILE,
                    user.userId(),
                    Profile.apply(known, user, event.recordedAt(), text -> seals.open(user.userId(), text)));
        }
    }
}
