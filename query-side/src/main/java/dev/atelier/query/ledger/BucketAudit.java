package dev.atelier.query.ledger;

import dev.atelier.audit.domain.Findings;
import dev.atelier.audit.domain.NamedObjects;
import dev.atelier.audit.domain.ObjectAudit;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.upload.UploadEvent.UploadAccepted;
import dev.atelier.contracts.user.UserEvent.PersonErased;
import dev.atelier.contracts.user.UserId;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.query.ledger.Bucket.BucketAwayException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares what lies in S3 with what the log names. */
final class BucketAudit {
    private static final List<String> PREFIXES = List.of("results/", "inputs/", "staging/");
    /** So many events whose objects are not there are looked at; those of erased persons are among them. */
    private static final int MISSING_MAX = 100_000;

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
        Map<UserId, Boolean> erased = new HashMap<>();
        missing(named).stream()
                .flatMap(position -> log.read(position - 1, 1).stream())
                .filter(event -> !isErased(event.payload(), erased))
                .forEach(event -> audit.missing(event.position(), event.payload()));
        findings.addAll(found);
        return new Compared.Objects(null, named.size(), audit.listed(), audit.bytes(), audit.unnamed());
    }

    /** An erasure removes a person's objects; the events that name them stay. */
    private boolean isErased(Object event, Map<UserId, Boolean> known) {
        return owner(event)
                .map(owner -> known.computeIfAbsent(owner, this::isErased))
                .orElse(false);
    }

    private boolean isErased(UserId person) {
        return log.stream(person.toString()).stream().anyMatch(event -> event.payload() instanceof PersonErased);
    }

    private Optional<UserId> owner(Object event) {
        return switch (event) {
            case UploadAccepted e -> Optional.of(e.owner());
            case JobEvent e ->
                log.stream(e.jobId().toString(), 0, 1).stream()
                        .map(StoredEvent::payload)
                        .filter(JobCreated.class::isInstance)
                        .map(created -> ((JobCreated) created).owner())
                        .findFirst();
            default -> Optional.empty();
        };
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
