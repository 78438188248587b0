package dev.atelier.command.job;

import dev.atelier.command.job.domain.JobRefusal;

/** The job refused, so the whole unit of work is rolled back and nothing is stored. */
public final class JobRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final JobRefusal refusal;

    public JobRefusedException(JobRefusal refusal) {
        super(refusal.name(), null, false, false);
        this.refusal = refusal;
    }

    public JobRefusal refusal() {
        return refusal;
    }
}
