package dev.atelier.query.ledger;

import dev.atelier.audit.domain.Findings;
import dev.atelier.audit.domain.NamedObjects;
import dev.atelier.audit.domain.ObjectAudit;
import dev.atelier.eventstore.LogReader;
import dev.atelier.query.ledger.Bucket.BucketAwayException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares what lies in S3 with what the log names. */
final class BucketAudit {
    private static final List<String> PREFIXES = List.of("results/", "inputs/", "staging/");
    /** So many missing objects are told by name. */
    private static final int MISSING_MAX = 200;

    private final Bucket bucket;
    private final LogReader log;

    BucketAudit(Bucket bucket, LogReader log) {
        this.bucket = bucket;
        this.log = log;
    }

    /** Adds the differences to the findings, unless S3 is away or there are more objects than can be remembered. */
    Compared.Objects compare(NamedObjects named, Findings findings, Instant orphansBefore) {
        if (!named.isComplete()) {
            return Compared.Objects.not("the log names more than atelier.audit.objects-max", named.size());
        }
        Findings found = new Findings();
        ObjectAudit audit = new ObjectAudit(named, found, orphansBefore);
        try {
            PREFIXES.forEach(prefix -> bucket.forEach(prefix, audit::read));
        } catch (BucketAwayException e) {
            return Compared.Objects.not("S3 does not let itself be listed", named.size());
        }
        missing(named)
                .forEach(position ->
                        log.read(position - 1, 1).forEach(event -> audit.missing(event.position(), event.payload())));
        findings.addAll(found);
        return new Compared.Objects(null, named.size(), audit.listed(), audit.bytes(), audit.unnamed());
    }

    private static Set<Long> missing(NamedObjects named) {
        Set<Long> positions = new TreeSet<>();
        named.forEachUnseen(position -> {
            if (positions.size() < MISSING_MAX) {
                positions.add(position);
            }
        });
        return positions;
    }
}
