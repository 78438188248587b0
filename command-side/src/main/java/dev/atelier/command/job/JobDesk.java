package dev.atelier.command.job;

import dev.atelier.command.account.Balances;
import dev.atelier.command.account.domain.Account;
import dev.atelier.command.job.JobAcceptance.Accepted;
import dev.atelier.command.job.JobPlanning.Plan;
import dev.atelier.command.job.domain.Job;
import dev.atelier.command.request.IdempotencyKey;
import dev.atelier.command.request.Texts;
import dev.atelier.command.stream.Submission;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.contracts.job.JobCommand.CreateJob;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.preset.PresetDefinition;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.user.UserId;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.PersonalTexts;
import dev.atelier.web.access.Caller;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.wire.WireJson;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes orders. The order of the checks is the order of what a client can do about them: who asks, was this asked
 * before, does it make sense, may there be one more, is there enough money; only then the price is held.
 */
class JobDesk {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");
    private static final int REFERENCE_CHARACTERS_MAX = 200;

    /**
     * A job as it stands after an order.
     *
     * @param replayed the same order had come before
     */
    record Order(JobId jobId, Job job, Credits price, Account account, long position, boolean replayed) {}

    private final Submission submission;
    private final JobReader jobs;
    private final JobPlanning planning;
    private final Balances balances;
    private final PersonalTexts texts;
    private final LogReader log;
    private final JobSettings settings;
    private final JobMeters meters;
    private final Clock clock;

    JobDesk(
            Submission submission,
            JobReader jobs,
            JobPlanning planning,
            Balances balances,
            PersonalTexts texts,
            LogReader log,
            JobSettings settings,
            JobMeters meters,
            Clock clock) {
        this.submission = submission;
        this.jobs = jobs;
        this.planning = planning;
        this.balances = balances;
        this.texts = texts;
        this.log = log;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    /** What it would cost; nothing is stored. */
    Plan price(UserId owner, JobRequest request) {
        return planning.plan(owner, request);
    }

    /**
     * The log is not asked first whether this was asked before: when the job is created, it says so by itself. Only
     * what cannot be ordered (any more) may be the repetition of an order that could.
     */
    Order order(Caller caller, JobRequest request, Optional<IdempotencyKey> key) {
        UserId owner = caller.person();
        String fingerprint = texts.fingerprint(owner, WireJson.write(request.content()));
        Optional<JobId> derived = key.map(k -> JobId.of(owner, "/api/jobs", k.value()));
        CreateJob command;
        try {
            Plan plan = planning.plan(owner, request);
            String reference = Texts.bounded("/clientReference", request.clientReference(), REFERENCE_CHARACTERS_MAX);
            PersonalText sealed = reference == null ? null : texts.seal(owner, reference);
            JobId id = derived.orElseGet(() -> new JobId(UUID.randomUUID()));
            command = command(id, owner, plan, fingerprint, sealed, null);
        } catch (ProblemException e) {
            return derived.flatMap(id -> replay(id, fingerprint)).orElseThrow(() -> e);
        }
        return place(caller, command);
    }

    /** Once more what failed: one new job per failed job, unless the person asks again under a key of its own. */
    Order again(Caller caller, String failedId, Optional<IdempotencyKey> key) {
        UserId owner = caller.person();
        JobReader.Found failed = jobs.owned(failedId, owner);
        String fingerprint = texts.fingerprint(
                owner, WireJson.write(Map.of("retryOf", failed.jobId().toString())));
        JobId id = JobId.of(
                owner,
                "/api/jobs/" + failed.jobId() + "/retry",
                key.map(IdempotencyKey::value).orElse(""));
        return replay(id, fingerprint).orElseGet(() -> {
            requireFailed(failed.job());
            PersonalText reference = failed.created().clientReference();
            return place(caller, command(id, owner, planning.again(failed), fingerprint, reference, failed.jobId()));
        });
    }

    private static void requireFailed(Job job) {
        boolean failed = switch (job) {
            case Job.Failed _, Job.Cancelled _ -> true;
            case Job.NotCreated _, Job.Live _, Job.Succeeded _ -> false;
        };
        if (!failed) {
            throw ProblemException.of(ErrorCode.WRONG_STATE)
                    .detail(
                            "Only a failed or cancelled job can be repeated.",
                            "Повторить можно только неудавшуюся или отменённую задачу.");
        }
    }

    private Optional<Order> replay(JobId id, String fingerprint) {
        return jobs.find(id).map(found -> {
            if (!found.created().fingerprint().equals(fingerprint)) {
                throw ProblemException.of(ErrorCode.KEY_REUSED);
            }
            Account account = balances.of(found.created().accountId());
            return new Order(id, found.job(), found.created().price(), account, log.headPosition(), true);
        });
    }

    /** Where nothing was appended the job was there before, and answers as it stands now. */
    private Order place(Caller caller, CreateJob command) {
        Submission.Outcome<Accepted> outcome = submission.send(command, caller.metadata(), Accepted.class);
        Accepted accepted = outcome.result();
        Job job = accepted.job().after();
        if (outcome.appended()) {
            meters.count(accepted.job());
            LOG.info("{} accepted: {} for {} credits", command.jobId(), command.preset(), command.price());
        }
        return new Order(command.jobId(), job, price(job), accepted.account(), outcome.position(), !outcome.appended());
    }

    /** What was agreed when the job was accepted. */
    private static Credits price(Job job) {
        return switch (job) {
            case Job.Live live -> live.terms().price();
            case Job.Ended ended -> ended.terms().price();
            case Job.NotCreated _ -> throw new IllegalStateException("an accepted job is created");
        };
    }

    private CreateJob command(
            JobId id,
            UserId owner,
            Plan plan,
            String fingerprint,
            @Nullable PersonalText reference,
            @Nullable JobId retryOf) {
        PresetDefinition preset = plan.preset().definition();
        return new CreateJob(
                id,
                owner,
                AccountId.of(owner),
                preset.kind(),
                plan.preset().ref(),
                preset.pool(),
                plan.parameters(),
                plan.inputs(),
                preset.price(),
                preset.attemptLimit(),
                settings.startLimit(),
                fingerprint,
                reference,
                retryOf,
                clock.instant());
    }
}
