package dev.atelier.query.live;

import dev.atelier.contracts.job.JobId;
import dev.atelier.query.jobview.domain.JobView;

/** What a listener hears. */
public sealed interface Signal {
    /** A job has moved on: its view and the position of the event in the log. */
    record Changed(long position, JobView view) implements Signal {}

    /** How far an attempt is, in percent; may get lost. */
    record Progress(JobId job, int attempt, int percent) implements Signal {}

    /** Nothing more will come: this process stops, or the listener was too slow. */
    record Closed() implements Signal {}
}
