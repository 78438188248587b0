package dev.atelier.query.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.atelier.audit.domain.AuditedJob;
import dev.atelier.audit.domain.Finding;
import dev.atelier.audit.domain.LedgerReport;
import dev.atelier.audit.domain.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An audit, as administrators read it.
 *
 * @param state {@code done}, or {@code running}: then nothing but {@code startedAt} and {@code position} is told
 * @param position of the log up to which it goes
 * @param settling jobs that ended just now and are not paid yet
 * @param findingsTotal how many there are; {@code findings} has the first 200
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LedgerAnswer(
        String state,
        Instant startedAt,
        long position,
        @Nullable Long tookMillis,
        @Nullable Long events,
        @Nullable Long accounts,
        @Nullable Ledger ledger,
        @Nullable Map<String, Long> jobs,
        @Nullable Long settling,
        @Nullable List<OldJob> oldestJobs,
        @Nullable Models readModels,
        @Nullable Objects objects,
        @Nullable Long findingsTotal,
        @Nullable List<Found> findings) {

    /** The four sides of the ledger, in credits, and what they add up to. */
    record Ledger(long available, long held, long treasury, long revenue, long sum) {
        static Ledger of(Totals totals) {
            return new Ledger(totals.available(), totals.held(), totals.treasury(), totals.revenue(), totals.sum());
        }
    }

    record OldJob(String id, String state, Instant since, long ageSeconds) {
        static OldJob of(AuditedJob job, Instant now) {
            long age = Duration.between(job.since(), now).toSeconds();
            return new OldJob(job.id().toString(), job.state().word(), job.since(), age);
        }
    }

    /** @param reason why they were not compared */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Models(boolean compared, @Nullable String reason, long position, long accounts, long jobs) {
        static Models of(Compared.Models models) {
            return new Models(
                    models.reason() == null, models.reason(), models.position(), models.accounts(), models.jobs());
        }
    }

    /** @param reason why they were not compared */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Objects(boolean compared, @Nullable String reason, long named, long listed, long bytes, long unnamed) {
        static Objects of(Compared.Objects objects) {
            return new Objects(
                    objects.reason() == null,
                    objects.reason(),
                    objects.named(),
                    objects.listed(),
                    objects.bytes(),
                    objects.unnamed());
        }
    }

    /** @param text the rule, in the reader's language */
    record Found(String rule, String text, String subject, long position, String expected, String found) {
        static Found of(Finding finding, String language) {
            return new Found(
                    finding.rule().word(),
                    finding.rule().text(language),
                    finding.subject(),
                    finding.position(),
                    finding.expected(),
                    finding.found());
        }
    }

    static LedgerAnswer running(Instant startedAt, long position) {
        return new LedgerAnswer(
                "running", startedAt, position, null, null, null, null, null, null, null, null, null, null, null);
    }

    static LedgerAnswer done(LedgerResult result, String language) {
        LedgerReport report = result.report();
        Map<String, Long> jobs = new LinkedHashMap<>();
        report.jobs().forEach((state, count) -> jobs.put(state.word(), count));
        return new LedgerAnswer(
                "done",
                result.startedAt(),
                report.position(),
                result.took().toMillis(),
                report.events(),
                report.accounts(),
                Ledger.of(report.totals()),
                jobs,
                report.settling(),
                report.oldest().stream()
                        .map(job -> OldJob.of(job, result.startedAt()))
                        .toList(),
                Models.of(result.compared().models()),
                Objects.of(result.compared().objects()),
                report.findings().total(),
                report.findings().kept().stream()
                        .map(finding -> Found.of(finding, language))
                        .toList());
    }
}
