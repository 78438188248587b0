package dev.atelier.query.jobview;

import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.readmodel.Document;

/** Names of what is kept about jobs. */
public final class JobModels {
    public static final Document<JobView> JOB = new Document<>("job", JobView.class);

    private JobModels() {}
}
