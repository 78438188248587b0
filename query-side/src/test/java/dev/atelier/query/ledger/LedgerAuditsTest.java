package dev.atelier.query.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.audit.domain.AuditLimits;
import dev.atelier.audit.domain.LedgerAudit;
import dev.atelier.query.ledger.LedgerAudits.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LedgerAuditsTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final Duration FRESHNESS = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<HeldRun> runs = new ArrayList<>();
    private CompletableFuture<LedgerResult> ends = new CompletableFuture<>();
    private final SteppedClock clock = new SteppedClock();
    private final LedgerAudits audits = new LedgerAudits(this::begin, FRESHNESS, clock);

    /** An audit that ends when the test says so. */
    private static final class HeldRun implements LedgerAudits.Run {
        private final CompletableFuture<LedgerResult> end;

        private HeldRun(CompletableFuture<LedgerResult> end) {
            this.end = end;
        }

        @Override
        public LedgerResult run() {
            return end.join();
        }

        @Override
        public long position() {
            return 7;
        }
    }

    private static final class SteppedClock extends Clock {
        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private HeldRun begin() {
        HeldRun run = new HeldRun(ends);
        runs.add(run);
        return run;
    }

    @Test
    void whoAsksWhileOneRunsJoinsIt() throws Exception {
        assertThat(audits.ask(Duration.ZERO)).isEqualTo(new Answer.Running(NOON, 7));
        assertThat(audits.ask(Duration.ZERO)).isEqualTo(new Answer.Running(NOON, 7));
        assertThat(audits.findings()).isNaN();
        LedgerResult result = result();
        runs.getFirst().end.complete(result);

        assertThat(audits.ask(LONG)).isEqualTo(new Answer.Done(result));
        assertThat(runs).hasSize(1);
    }

    @Test
    void aResultIsGivenOutForSomeSeconds() throws Exception {
        audits.ask(Duration.ZERO);
        runs.getFirst().end.complete(result());
        audits.ask(LONG);
        clock.now = NOON.plus(FRESHNESS);
        audits.ask(LONG);
        assertThat(runs).hasSize(1);

        clock.now = NOON.plus(FRESHNESS).plusSeconds(1);
        audits.ask(Duration.ZERO);
        assertThat(runs).hasSize(2);
    }

    @Test
    void aFailureIsToldAndNotKept() throws Exception {
        ends = CompletableFuture.failedFuture(new IllegalStateException("away"));
        assertThatThrownBy(() -> audits.ask(LONG)).hasMessage("away");

        ends = new CompletableFuture<>();
        audits.ask(Duration.ZERO);
        assertThat(runs).hasSize(2);
    }

    private static LedgerResult result() {
        return new LedgerResult(
                new LedgerAudit((account, job, before) -> OptionalLong.empty()).report(NOON, AuditLimits.DEFAULTS),
                new Compared(Compared.Models.not("a test"), Compared.Objects.not("a test", 0)),
                NOON,
                Duration.ofSeconds(1));
    }
}
