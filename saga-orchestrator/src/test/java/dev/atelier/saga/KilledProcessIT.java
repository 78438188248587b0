package dev.atelier.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.job.JobEvent.JobQueued;
import dev.atelier.contracts.job.JobEvent.JobStarted;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.saga.jobfulfilment.domain.Jobs;
import dev.atelier.servers.testing.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The process is killed in the middle of its work and started again: every job is ordered and paid. */
class KilledProcessIT {
    private static final int JOBS = 150;
    private static final int KILLS = 2;

    @Test
    void killing_it_at_any_moment_loses_no_order_and_no_payment() throws Exception {
        try (TheLog log = TheLog.create();
                Inbox runs = new Inbox(TestServers.broker(), Routes.runsQueue("image"));
                Inbox commands = new Inbox(TestServers.broker(), Routes.COMMANDS_QUEUE)) {
            log.append(Presets.inputless());
            List<JobId> jobs = Stream.generate(() -> new JobId(UUID.randomUUID()))
                    .limit(JOBS)
                    .toList();
            for (JobId job : jobs) {
                log.append(Jobs.created(job), new JobQueued(job, 1));
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                killInTheMiddle(log, runs, kill * JOBS / (KILLS + 2));
            }
            try (Orchestrator orchestrator = Orchestrator.start(log)) {
                Set<String> orders = ids(jobs, "/1/run");
                Set<String> payments = ids(jobs, "/capture");
                assertThat(runs.await("every order", seen -> ids(seen).containsAll(orders)))
                        .hasSizeGreaterThanOrEqualTo(JOBS);
                jobs.forEach(job -> log.append(
                        new JobStarted(job, 1, "worker-a", "run", Instant.now()),
                        new JobSucceeded(job, 1, List.of(), Instant.now())));
                commands.await("every payment", seen -> ids(seen).containsAll(payments));
                jobs.forEach(job -> log.append(new BalanceCaptured(Jobs.ACCOUNT, job, Jobs.PRICE, Credits.ZERO)));
                Orchestrator.await(
                        "the end of every job",
                        () -> orchestrator
                                        .jdbc()
                                        .sql("select (select count(*) from fulfilment) + (select count(*) from timer)")
                                        .query(Long.class)
                                        .single()
                                == 0);
            }
        }
    }

    private void killInTheMiddle(TheLog log, Inbox runs, int orders) throws IOException, InterruptedException {
        Process process = start(log);
        try {
            runs.await(orders + " orders", seen -> ids(seen).size() >= orders);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(TheLog log) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SagaOrchestratorApplication.class.getName()));
        line.addAll(Orchestrator.arguments(log, TestServers.broker()));
        line.add("--atelier.fulfilment.batch-size=5");
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", "killed-process.log").toFile()))
                .start();
    }

    private static Set<String> ids(List<JobId> jobs, String suffix) {
        return jobs.stream().map(job -> job + suffix).collect(Collectors.toSet());
    }

    private static Set<String> ids(List<Inbox.Letter> letters) {
        return letters.stream().map(Inbox.Letter::messageId).collect(Collectors.toSet());
    }
}
