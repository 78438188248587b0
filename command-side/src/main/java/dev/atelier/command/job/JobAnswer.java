package dev.atelier.command.job;

import dev.atelier.command.decision.Decision;
import dev.atelier.command.job.domain.Job;
import dev.atelier.command.job.domain.JobRefusal;
import dev.atelier.contracts.job.JobEvent;

/** What a job answered to a command, and how it changed by it. */
public record JobAnswer(Decision<JobEvent, JobRefusal> decision, Job before, Job after) {}
