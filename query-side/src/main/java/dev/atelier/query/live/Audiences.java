package dev.atelier.query.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.user.UserId;
import dev.atelier.query.jobview.JobViews;
import dev.atelier.query.profile.ProfileProjection;
import dev.atelier.query.profile.domain.Profile;
import dev.atelier.query.readmodel.ReadModels;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Finds out who may hear of a job, and remembers it for a while. */
public final class Audiences {
    private final JobViews jobs;
    private final ReadModels models;
    private final Cache<JobId, UserId> owners =
            Caffeine.newBuilder().maximumSize(10_000).build();
    private final Cache<UserId, Set<String>> identities = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    public Audiences(JobViews jobs, ReadModels models) {
        this.jobs = jobs;
        this.models = models;
    }

    /** Empty when there is no such job. */
    Optional<Audience> of(JobId job) {
        UserId known = owners.getIfPresent(job);
        Optional<UserId> owner = known != null
                ? Optional.of(known)
                : jobs.find(job).map(view -> view.request().owner());
        owner.ifPresent(found -> owners.put(job, found));
        return owner.map(found -> new Audience(found, identities(found)));
    }

    /** The same for an event, which may say it itself. */
    Optional<Audience> of(JobEvent event) {
        if (event instanceof JobEvent.JobCreated created) {
            owners.put(created.jobId(), created.owner());
        }
        return of(event.jobId());
    }

    private Set<String> identities(UserId owner) {
        Set<String> known = identities.getIfPresent(owner);
        if (known != null) {
            return known;
        }
        Optional<Profile> profile =
                models.readIfComplete(generation -> generation.get(ProfileProjection.PROFILE, owner));
        profile.ifPresent(found -> identities.put(owner, Set.copyOf(found.identities())));
        return profile.<Set<String>>map(Profile::identities).orElse(Set.of());
    }
}
