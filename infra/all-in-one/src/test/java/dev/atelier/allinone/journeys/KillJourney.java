package dev.atelier.allinone.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole local run is killed in the middle of its work: what was accepted ends, and the money is right. */
class KillJourney {
    private static final int JOBS = 60;

    @TempDir
    Path home;

    @Test
    void nothing_accepted_is_lost_and_nothing_is_taken_twice() throws Exception {
        List<String> accepted = new ArrayList<>();
        List<ProcessHandle> processes;
        try (RunningAtelier atelier = RunningAtelier.start(home)) {
            Person person = Person.register(atelier, 100);
            String upload = person.upload("image/png", TestPictures.cat());
            for (int n = 0; n < JOBS; n++) {
                accepted.add(person.createJob("half-size", upload));
            }
            Await.until(
                    "a first job ends",
                    Duration.ofSeconds(60),
                    () -> accepted.stream().anyMatch(job -> person.state(job).equals("succeeded")));
            processes = atelier.processes();
            atelier.killHard();
        }
        for (ProcessHandle process : processes) {
            Await.until(process + " ends with its parent", Duration.ofSeconds(10), () -> !process.isAlive());
        }
        assertThat(audit().ends()).as("it was killed in the middle").hasSizeLessThan(JOBS);

        try (RunningAtelier again = RunningAtelier.start(home)) {
            assertThat(again.address()).as("the address is kept with the data").isNotEmpty();
            Await.until("every job ends and is settled", Duration.ofMinutes(4), () -> {
                Ledger ledger = audit();
                return ledger.ends().keySet().containsAll(accepted)
                        && ledger.openReservations().isEmpty();
            });
        }
        Ledger ledger = audit();
        long succeeded = accepted.stream()
                .filter(job -> "job-succeeded".equals(ledger.ends().get(job)))
                .count();
        assertThat(ledger.side("revenue")).isEqualTo(succeeded);
        assertThat(succeeded).as("the retries found a way").isEqualTo(JOBS);
    }

    private Ledger audit() throws Exception {
        return Ledger.audit(RunningAtelier.say(home, "export-log"));
    }
}
