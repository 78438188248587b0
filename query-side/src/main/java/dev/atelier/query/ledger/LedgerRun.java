package dev.atelier.query.ledger;

import dev.atelier.audit.LogAudit;
import dev.atelier.audit.domain.LedgerReport;
import dev.atelier.audit.domain.NamedObjects;
import dev.atelier.eventstore.LogReader;
import dev.atelier.query.readmodel.HeadWatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** One audit: the log first, then what it is compared with. */
final class LedgerRun implements LedgerAudits.Run {
    /** The read models follow the log within milliseconds; after so long they are compared as far as they are. */
    private static final Duration MODELS_LAG_MAX = Duration.ofSeconds(5);

    private final LogAudit audit;
    private final NamedObjects objects;
    private final ModelAudit models;
    private final BucketAudit bucket;
    private final HeadWatch watch;
    private final LedgerSettings settings;
    private final Clock clock;

    LedgerRun(
            LogReader log,
            ModelAudit models,
            BucketAudit bucket,
            HeadWatch watch,
            LedgerSettings settings,
            Clock clock) {
        objects = new NamedObjects(settings.objectsMax());
        audit = new LogAudit(log, entry -> {
            if (entry.event() != null) {
                objects.read(entry.position(), entry.event());
            }
        });
        this.models = models;
        this.bucket = bucket;
        this.watch = watch;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public long position() {
        return audit.position();
    }

    @Override
    public LedgerResult run() throws InterruptedException {
        Instant startedAt = clock.instant();
        LedgerReport report = audit.readOn().report(clock.instant(), settings.limits());
        watch.await(report.position(), MODELS_LAG_MAX);
        Compared compared = new Compared(
                models.compare(audit.ledger(), report.findings()),
                bucket.compare(objects, report.findings(), startedAt.minus(settings.orphanAge())));
        return new LedgerResult(report, compared, startedAt, Duration.between(startedAt, clock.instant()));
    }
}
