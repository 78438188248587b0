package dev.atelier.query.ledger;

import dev.atelier.audit.domain.AuditedAccount;
import dev.atelier.audit.domain.AuditedJob;
import dev.atelier.audit.domain.Finding;
import dev.atelier.audit.domain.Findings;
import dev.atelier.audit.domain.LedgerAudit;
import dev.atelier.audit.domain.Rule;
import dev.atelier.query.balance.BalanceProjection;
import dev.atelier.query.balance.domain.Balance;
import dev.atelier.query.jobview.JobModels;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.readmodel.Document;
import dev.atelier.query.readmodel.Head;
import dev.atelier.query.readmodel.ReadStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;

/**
 * Compares what people read with what the log says. Each document carries how many events of its stream it tells, so
 * one that tells as many as the auditor has read must say the same; one that tells more has moved on and is let be.
 */
final class ModelAudit {
    private static final int AT_ONCE = 500;

    private final ReadStore store;

    ModelAudit(ReadStore store) {
        this.store = store;
    }

    /** One comparison, of one build of the models. */
    private static final class Work {
        private final Head head;
        private final long audited;
        private final List<Finding> findings = new ArrayList<>();
        private long accounts;
        private long jobs;

        private Work(Head head, long audited) {
            this.head = head;
            this.audited = audited;
        }

        /** What the models do not tell yet is no difference while they lag behind. */
        private boolean mustTell() {
            return head.position() >= audited;
        }
    }

    /** Adds the differences to the findings, unless the models are away, incomplete or replaced meanwhile. */
    Compared.Models compare(LedgerAudit ledger, Findings findings) {
        try {
            Optional<Head> head = store.head().filter(Head::complete);
            return head.isEmpty()
                    ? Compared.Models.not("the read models are being built")
                    : compare(new Work(head.get(), ledger.position()), ledger, findings);
        } catch (DataAccessException e) {
            return Compared.Models.not("Redis does not answer");
        }
    }

    private Compared.Models compare(Work work, LedgerAudit ledger, Findings findings) {
        inPages(ledger.accounts(), BalanceProjection.BALANCE, AuditedAccount::id, work, ModelAudit::account);
        inPages(ledger.liveJobs(), JobModels.JOB, AuditedJob::id, work, ModelAudit::liveJob);
        inPages(ledger.endedJobs(), JobModels.JOB, AuditedJob::id, work, ModelAudit::endedJob);
        boolean replaced = !store.head().map(Head::generation).equals(Optional.of(work.head.generation()));
        if (replaced) {
            return Compared.Models.not("the read models were replaced meanwhile");
        }
        work.findings.forEach(findings::add);
        return new Compared.Models(null, work.head.position(), work.accounts, work.jobs);
    }

    @FunctionalInterface
    private interface Comparison<A, D> {
        void compare(A audited, Optional<D> document, Work work);
    }

    private <A, D> void inPages(
            Stream<A> all, Document<D> document, Function<A, Object> id, Work work, Comparison<A, D> comparison) {
        all.gather(Gatherers.windowFixed(AT_ONCE)).forEach(page -> {
            List<String> keys = page.stream().map(id).map(document::key).toList();
            List<Optional<String>> values = store.values(work.head.generation(), keys);
            for (int i = 0; i < page.size(); i++) {
                comparison.compare(page.get(i), values.get(i).map(document::read), work);
            }
        });
    }

    private static void account(AuditedAccount account, Optional<Balance> read, Work work) {
        long told = read.map(Balance::sequence).orElse(0L);
        String expected = "%d available, %d held after %d events"
                .formatted(account.available(), account.held(), account.events());
        if (told < account.events()) {
            behind(work, Rule.MODEL_BALANCE, account.id(), expected, told);
        } else if (told == account.events()) {
            work.accounts++;
            Balance balance = read.orElseThrow();
            if (balance.available().amount() != account.available()
                    || balance.held().amount() != account.held()) {
                String found = balance.available() + " available, " + balance.held() + " held";
                work.findings.add(new Finding(Rule.MODEL_BALANCE, account.id().toString(), 0, expected, found));
            }
        }
    }

    private static void liveJob(AuditedJob job, Optional<JobView> read, Work work) {
        if (read.isEmpty()) {
            behind(work, Rule.MODEL_JOB, job.id(), expected(job), 0);
        } else {
            job(job, read.get(), work);
        }
    }

    /** A finished job's view is kept for a while only. */
    private static void endedJob(AuditedJob job, Optional<JobView> read, Work work) {
        read.ifPresent(view -> job(job, view, work));
    }

    private static void job(AuditedJob job, JobView view, Work work) {
        if (view.sequence() < job.events()) {
            behind(work, Rule.MODEL_JOB, job.id(), expected(job), view.sequence());
        } else if (view.sequence() == job.events()) {
            work.jobs++;
            if (view.state() != job.state()) {
                String found = view.state().word();
                work.findings.add(new Finding(Rule.MODEL_JOB, job.id().toString(), 0, expected(job), found));
            }
        }
    }

    private static String expected(AuditedJob job) {
        return job.state().word() + " after " + job.events() + " events";
    }

    private static void behind(Work work, Rule rule, Object subject, String expected, long told) {
        if (work.mustTell()) {
            work.findings.add(new Finding(rule, subject.toString(), 0, expected, told + " events told"));
        }
    }
}
