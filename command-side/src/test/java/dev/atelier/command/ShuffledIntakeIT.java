package dev.atelier.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.testing.CommandSide;
import dev.atelier.command.testing.Customer;
import dev.atelier.command.testing.Http;
import dev.atelier.command.testing.Worker;
import dev.atelier.contracts.account.AccountCommand;
import dev.atelier.contracts.account.AccountCommand.CaptureBalance;
import dev.atelier.contracts.account.AccountCommand.RefundBalance;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.RefundReason;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobCommand.ExpireJob;
import dev.atelier.contracts.job.JobCommand.QueueJob;
import dev.atelier.contracts.job.JobCommand.RecordFailure;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.run.RunReport.RunCancelled;
import dev.atelier.contracts.run.RunReport.RunFailed;
import dev.atelier.eventstore.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Every message twice and in any order, over the real broker: one end, one result, one settlement, and then nothing. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShuffledIntakeIT {
    private static final long SEED = Long.getLong("atelier.seed", System.nanoTime());
    private static final int JOBS = 5;
    private static final CommandSide side = new CommandSide(Map.of("atelier.jobs.retry-delays", "0s"));
    private static final Worker worker = new Worker(side);

    private final Random chance = new Random(SEED);
    private final Http person = side.person("shuffled");
    private final Customer customer = new Customer(side, person);

    @AfterAll
    static void stop() {
        side.close();
    }

    @Test
    void reports_timers_and_settlements_in_any_order_lead_to_the_same_end() {
        String seed = "repeat with -Datelier.seed=" + SEED;
        AccountId account = AccountId.parse(customer.account());
        List<JobId> jobs = runningJobs();
        List<Runnable> reports = new ArrayList<>();
        jobs.forEach(job -> reports.addAll(reports(job)));
        sayTwice(reports);
        await(
                seed,
                () -> jobs.stream()
                        .allMatch(job -> count(job.toString(), "job-succeeded", "late-result-recorded") == 1));
        jobs.forEach(job -> assertThat(count(job.toString(), "job-succeeded", "job-failed"))
                .as(seed)
                .isEqualTo(1));

        List<Runnable> settlements = new ArrayList<>();
        jobs.forEach(job -> settlements.add(() -> worker.command(settlement(account, job))));
        sayTwice(settlements);
        await(seed, () -> count(account.toString(), "balance-captured", "balance-refunded") >= JOBS);

        long head = side.log().headPosition();
        sayTwice(reports);
        sayTwice(settlements);
        JobId last = runningJobs().getFirst();
        worker.succeed(last, 1);
        await(seed, () -> count(last.toString(), "job-succeeded") == 1);
        assertThat(side.log().read(head, 1_000).stream()
                        .filter(event ->
                                jobs.stream().anyMatch(job -> event.json().contains(job.toString())))
                        .toList())
                .as(seed)
                .isEmpty();
        assertThat(count(account.toString(), "balance-captured", "balance-refunded"))
                .as(seed)
                .isEqualTo(JOBS);
    }

    private List<JobId> runningJobs() {
        String upload = customer.uploadWith(2 * JOBS);
        List<JobId> jobs = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            JobId job = JobId.parse(customer.order(upload).text("id"));
            worker.claim(job, 1, "run-1");
            worker.claim(job, 1, "run-1");
            worker.claim(job, 1, "run-2");
            jobs.add(job);
        }
        return jobs;
    }

    /** All that may be said of an attempt that ran, contradictions included. */
    private static List<Runnable> reports(JobId job) {
        return List.of(
                () -> worker.succeed(job, 1),
                () -> worker.report(new RunFailed(job, 1, FailureReason.CONTENT_REJECTED, "no")),
                () -> worker.report(new RunFailed(job, 1, FailureReason.CONNECTION_LOST, "gone")),
                () -> worker.report(new RunCancelled(job, 1, Duration.ofSeconds(1))),
                () -> worker.command(new RecordFailure(job, 1, FailureReason.ATTEMPT_LOST, null, Instant.EPOCH, 0)),
                () -> worker.command(new ExpireJob(job, Instant.EPOCH)),
                () -> worker.command(new QueueJob(job, 2)));
    }

    private static AccountCommand settlement(AccountId account, JobId job) {
        return count(job.toString(), "job-succeeded") == 1
                ? new CaptureBalance(account, job, Credits.of(2))
                : new RefundBalance(account, job, RefundReason.JOB_FAILED);
    }

    private void sayTwice(List<Runnable> messages) {
        List<Runnable> twice = new ArrayList<>(messages);
        twice.addAll(messages);
        Collections.shuffle(twice, chance);
        twice.forEach(Runnable::run);
    }

    private static long count(String stream, String... types) {
        return side.log().stream(stream).stream()
                .map(StoredEvent::type)
                .filter(List.of(types)::contains)
                .count();
    }

    private static void await(String seed, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(seed).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
