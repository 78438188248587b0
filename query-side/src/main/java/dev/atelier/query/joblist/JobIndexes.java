package dev.atelier.query.joblist;

import dev.atelier.contracts.Ids;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.user.UserId;
import dev.atelier.query.jobview.JobMoved;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.readmodel.WorkingCopy;
import org.jspecify.annotations.Nullable;

/** A person's jobs in the order in which they were asked for: all, those under way, by kind, by the client's name. */
public final class JobIndexes implements JobMoved {
    @Override
    public void apply(@Nullable JobView before, JobView after, long position, WorkingCopy models) {
        UserId owner = after.request().owner();
        if (before == null) {
            models.add(all(owner), after.id(), position);
            models.add(active(owner), after.id(), position);
            models.add(ofKind(owner, after.request().kind()), after.id(), position);
            String reference = after.request().clientReference();
            if (reference != null) {
                models.add(named(owner, reference), after.id(), position);
            }
        }
        if (after.state().isFinal()) {
            models.remove(active(owner), after.id());
        }
    }

    public static String all(UserId owner) {
        return "jobs:" + owner;
    }

    public static String active(UserId owner) {
        return "jobs:" + owner + ":active";
    }

    static String ofKind(UserId owner, JobKind kind) {
        return "jobs:" + owner + ":kind:" + kind;
    }

    /** By a digest: what a person wrote becomes no key. */
    static String named(UserId owner, String clientReference) {
        return "jobs:" + owner + ":named:" + Ids.derive("client-reference", owner.toString(), clientReference);
    }
}
