package dev.atelier.query.links;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.JobId;

/**
 * Signs a link once in its window instead of at every read. Links of an earlier window are never given out again; the
 * least used make room.
 */
public final class KeptLinks implements ArtifactLinks {
    static final int MAX = 10_000;

    private final ArtifactLinks signer;
    private final Cache<Wanted, String> kept =
            Caffeine.newBuilder().maximumSize(MAX).build();

    public KeptLinks(ArtifactLinks signer) {
        this.signer = signer;
    }

    /** All that goes into a link. */
    private record Wanted(JobId job, String key, String mediaType, LinkWindow window) {}

    @Override
    public String link(JobId job, Artifact artifact, LinkWindow window) {
        Wanted wanted = new Wanted(job, artifact.key(), artifact.mediaType(), window);
        String known = kept.getIfPresent(wanted);
        if (known != null) {
            return known;
        }
        String link = signer.link(job, artifact, window);
        kept.put(wanted, link);
        return link;
    }

    /** How many are kept. */
    long size() {
        kept.cleanUp();
        return kept.estimatedSize();
    }
}
