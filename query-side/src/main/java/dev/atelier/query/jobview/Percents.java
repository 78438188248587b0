package dev.atelier.query.jobview;

import dev.atelier.query.jobview.domain.JobView;
import java.util.OptionalInt;

/** How far running attempts are. */
@FunctionalInterface
public interface Percents {
    /** Empty when nothing is known. */
    OptionalInt percent(JobView view);
}
