package dev.atelier.query.live;

import dev.atelier.contracts.user.UserId;
import dev.atelier.query.jobview.JobMoved;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.profile.ProfileProjection;
import dev.atelier.query.profile.domain.Profile;
import dev.atelier.query.readmodel.WorkingCopy;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs changed last, by owner and by the kinds of identity their owners have: so that a feed that was away finds
 * what it missed.
 */
public final class ChangeIndexes implements JobMoved {
    @Override
    public void apply(@Nullable JobView before, JobView after, long position, WorkingCopy models) {
        UserId owner = after.request().owner();
        models.add(ofOwner(owner), after.id(), position);
        Profile profile = models.get(ProfileProjection.PROFILE, owner);
        if (profile != null) {
            profile.identities().forEach(kind -> models.add(ofIdentities(kind), after.id(), position));
        }
    }

    static String ofOwner(UserId owner) {
        return "changed:" + owner;
    }

    static String ofIdentities(String kind) {
        return "changed:identities:" + kind;
    }
}
