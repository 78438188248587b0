package dev.atelier.query.links;

import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.JobId;

/** Makes links under which a client may fetch a result, and nothing else. */
public interface ArtifactLinks {
    /**
     * The link to a result of the job, the same within a window. A key outside of {@code results/<job>/} is an
     * {@link IllegalArgumentException}.
     */
    String link(JobId job, Artifact artifact, LinkWindow window);
}
