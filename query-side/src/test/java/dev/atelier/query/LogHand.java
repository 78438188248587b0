package dev.atelier.query;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.account.GrantEvent;
import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.log.EventSkipped;
import dev.atelier.contracts.log.SkipId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.preset.PresetEvent;
import dev.atelier.contracts.user.IdentityId;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.user.UserEvent;
import dev.atelier.contracts.user.UserId;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.eventstore.Identities;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.PersonalTexts;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** A hand that writes the log in the command side's place. */
abstract class LogHand {
    private final Map<String, Long> sequences = new HashMap<>();
    private int jobs;

    abstract <T> T bean(Class<T> type);

    /** How far the read models are. */
    abstract long head();

    /** Appends events in one unit of work, each to its own stream; answers the position of the last one. */
    public synchronized long append(Object... events) {
        List<EventMessage<?>> messages =
                Arrays.stream(events).<EventMessage<?>>map(this::message).toList();
        bean(EventStore.class).publish(messages);
        return bean(LogReader.class).headPosition();
    }

    /** The same, and waits until the read models have it. */
    public long tell(Object... events) {
        long position = append(events);
        QuerySide.await("position " + position, () -> head() >= position);
        return position;
    }

    private EventMessage<?> message(Object event) {
        String stream = stream(event);
        long sequence = sequences.merge(stream, 0L, (last, zero) -> last + 1);
        return new GenericDomainEventMessage<>(
                "test", stream, sequence, event, Map.of(Metadata.ACTOR, "system:test", Metadata.CAUSE, "a test"));
    }

    private static String stream(Object event) {
        return switch (event) {
            case JobEvent happened -> happened.jobId().toString();
            case AccountEvent happened -> happened.accountId().toString();
            case GrantEvent.GrantIssued happened -> happened.grantId().toString();
            case GrantEvent.RefundIssued happened -> happened.refundId().toString();
            case PresetEvent happened -> happened.name().stream();
            case UserEvent.UserRegistered happened -> happened.userId().toString();
            case UserEvent.PersonErased happened -> happened.userId().toString();
            case UserEvent.IdentityReleased happened -> happened.identityId().toString();
            case UserEvent.IdentityClaimed happened -> happened.identityId().toString();
            case EventSkipped happened -> new SkipId(happened.processor(), happened.eventId()).toString();
            default -> throw new IllegalArgumentException("no stream for " + event);
        };
    }

    /** A person of the issuer who is also known in Telegram, with an account. */
    public void register(int user, String subject, String telegramId, long credits) {
        PersonalTexts texts = bean(PersonalTexts.class);
        UserId id = Story.user(user);
        append(
                Story.opened(user),
                new UserEvent.UserRegistered(id, texts.seal(id, "Name of " + subject), "ru"),
                new UserEvent.IdentityClaimed(oidc(subject), id),
                new UserEvent.IdentityClaimed(bean(Identities.class).id("telegram", "telegram", telegramId), id));
        tell(
                Story.credited(user, credits),
                new GrantEvent.GrantIssued(
                        Story.grant(user), Story.account(user), Credits.of(credits), seal(user, "a present")));
    }

    /** A number that no job of this log has. */
    public synchronized int nextJob() {
        return ++jobs;
    }

    /** Tells of a job that waits for its turn; answers its number. */
    public int ask(int user) {
        int job = nextJob();
        tell(Story.reserved(user, job, 3), created(job, user, JobKind.IMAGE, "reference " + job), Story.queued(job, 1));
        return job;
    }

    /** Tells how a job was run, proven and paid for; answers its number. */
    public int succeed(int user, int job, Artifact... artifacts) {
        tell(
                Story.started(job, 1, QuerySide.TODAY),
                new JobSucceeded(Story.job(job), 1, List.of(artifacts), QuerySide.TODAY.plusSeconds(2)),
                Story.captured(user, job, 3, 0));
        return job;
    }

    /** A job's beginning, with the client's own name for it under the owner's real seal. */
    public JobCreated created(int job, int user, JobKind kind, String reference) {
        JobCreated plain = Story.created(job, user, kind, null);
        return new JobCreated(
                plain.jobId(),
                plain.owner(),
                plain.accountId(),
                plain.kind(),
                plain.preset(),
                plain.pool(),
                plain.parameters(),
                plain.inputs(),
                plain.price(),
                plain.attemptLimit(),
                plain.startLimit(),
                plain.fingerprint(),
                seal(user, reference),
                null,
                QuerySide.TODAY);
    }

    public PersonalText seal(int user, String text) {
        return bean(PersonalTexts.class).seal(Story.user(user), text);
    }

    private IdentityId oidc(String subject) {
        return bean(Identities.class).id("oidc", QuerySide.issuer().issuer(), subject);
    }
}
