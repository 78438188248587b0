package dev.atelier.query.readmodel;

import static dev.atelier.query.readmodel.Projector.Step.IDLE;
import static dev.atelier.query.readmodel.Projector.Step.MOVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.atelier.contracts.account.AccountEvent.BalanceCaptured;
import dev.atelier.contracts.account.AccountEvent.BalanceRefunded.From;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobEvent.JobCreated;
import dev.atelier.contracts.job.JobEvent.JobStarted;
import dev.atelier.contracts.job.JobEvent.ResultDelivered;
import dev.atelier.contracts.job.JobKind;
import dev.atelier.contracts.job.JobState;
import dev.atelier.contracts.log.EventSkipped;
import dev.atelier.contracts.log.Processor;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.preset.PresetEvent.PresetDefined;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.eventstore.UnreadableEventException;
import dev.atelier.query.Projections;
import dev.atelier.query.Story;
import dev.atelier.query.balance.BalanceProjection;
import dev.atelier.query.balance.domain.Balance;
import dev.atelier.query.jobview.JobHistory;
import dev.atelier.query.jobview.JobModels;
import dev.atelier.query.jobview.domain.JobView;
import dev.atelier.query.log.EventLog;
import dev.atelier.query.log.InMemoryLog;
import dev.atelier.query.profile.ProfileProjection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the read models say, wherever they are kept. */
abstract class ProjectionContract {
    /** Some time after everything in the tests' log. */
    static final Instant NOW = InMemoryLog.BEGAN.plus(Duration.ofHours(3));

    final InMemoryLog log = new InMemoryLog();

    /** An empty store. */
    abstract ReadStore store();

    /** Everything that the store keeps, in an order of its own. */
    abstract String dump();

    private int generation;

    Projector projector(EventLog from, int batchMax) {
        return new Projector(
                Slot.LIVE,
                from,
                store(),
                Projections.all(from, (owner, text) -> Story.unseal(text), Duration.ofHours(24)),
                () -> "generation" + ++generation,
                Clock.fixed(NOW, ZoneOffset.UTC),
                new Projector.Limits(batchMax, 20));
    }

    private void run(int batchMax) {
        Projector projector = projector(log, batchMax);
        Projector.Step step;
        do {
            step = projector.step();
        } while (step == MOVED);
        assertThat(step).isEqualTo(IDLE);
    }

    private Generation now() {
        return new Generation(store(), store().head().orElseThrow().generation(), new ParsedDocuments());
    }

    private Optional<JobView> job(int n) {
        return now().get(JobModels.JOB, Story.job(n));
    }

    private Balance balance(int user) {
        return now().get(BalanceProjection.BALANCE, Story.account(user)).orElseThrow();
    }

    private void aDay() {
        person(1);
        person(2);
        log.append("preset-invert", new PresetDefined(Story.INVERT, 1, Story.preset(3)));
        asked(1, 1);
        asked(2, 2);
        log.append(Story.job(1).toString(), Story.started(1, 1, Story.NOON));
        log.append(Story.job(2).toString(), Story.started(2, 1, Story.NOON));
        log.append(Story.job(2).toString(), Story.attemptFailed(2, 1, FailureReason.NO_OUTPUT));
        log.append(Story.job(1).toString(), Story.succeeded(1, Story.NOON.plusSeconds(20)));
        log.append(Story.job(2).toString(), Story.failed(2, FailureReason.NO_OUTPUT, Story.NOON.plusSeconds(21)));
        log.append(Story.account(1).toString(), Story.captured(1, 1, 3, 0));
        log.append(Story.account(2).toString(), Story.refunded(2, 2, 3, From.RESERVED));
        asked(3, 1);
    }

    private void person(int n) {
        log.append(Story.user(n).toString(), Story.registered(n, "Person " + n));
        log.append(Story.identity("telegram", n).toString(), Story.claimed(n, "telegram"));
        log.append(Story.account(n).toString(), Story.opened(n));
        log.append(Story.account(n).toString(), Story.credited(n, 10));
        log.append(Story.grant(n).toString(), Story.grantIssued(n, 10, "welcome"));
    }

    private void asked(int job, int user) {
        log.append(Story.account(user).toString(), Story.reserved(user, job, 3));
        log.append(Story.job(job).toString(), Story.created(job, user, JobKind.IMAGE, "ref " + job));
        log.append(Story.job(job).toString(), Story.queued(job, 1));
    }

    @Test
    void anEmptyLogIsCaughtUpWithAtOnce() {
        run(10);
        assertThat(store().head()).map(Head::complete).contains(true);
        assertThat(store().head()).map(Head::position).contains(0L);
    }

    @Test
    void theDayIsTold() {
        aDay();
        run(100);
        assertThat(job(1)).map(JobView::state).contains(JobState.SUCCEEDED);
        assertThat(job(2)).map(JobView::state).contains(JobState.FAILED);
        assertThat(job(3)).map(JobView::state).contains(JobState.QUEUED);
        assertThat(balance(1)).isEqualTo(new Balance(Story.account(1), 5, Credits.of(4), Credits.of(3), 1));
        assertThat(balance(2)).isEqualTo(new Balance(Story.account(2), 4, Credits.of(10), Credits.ZERO, 0));
        assertThat(now().get(ProfileProjection.PROFILE, Story.user(1))
                        .orElseThrow()
                        .displayName())
                .isEqualTo("Person 1");
        assertThat(store().head()).map(Head::position).contains(log.headPosition());
    }

    @Test
    void theSizeOfTheBatchesDoesNotMatter() {
        aDay();
        run(100);
        String atOnce = dump();
        wipe();
        run(1);
        assertThat(dump()).isEqualTo(atOnce);
        wipe();
        run(4);
        assertThat(dump()).isEqualTo(atOnce);
    }

    @Test
    void livingThroughItAndReplayingItAreTheSame() {
        InMemoryLog whole = new InMemoryLog();
        aDay();
        int events = log.size();
        Projector live = projector(whole, 3);
        log.read(0, events).forEach(event -> {
            whole.append(event.stream(), event.payload());
            while (live.step() == MOVED) {
                // until it has caught up again
            }
        });
        String lived = dump();
        wipe();
        run(50);
        assertThat(dump()).isEqualTo(lived);
    }

    @Test
    void aSlowReplicaChangesNothing() {
        aDay();
        Projector fast = projector(log, 5);
        fast.step();
        fast.step();
        Optional<Head> before = store().head();
        Projector slow = projector(
                new EventLog() {
                    @Override
                    public List<StoredEvent> read(long after, int limit) {
                        List<StoredEvent> events = log.read(after, limit);
                        fast.step();
                        return events;
                    }

                    @Override
                    public List<StoredEvent> stream(String stream) {
                        return log.stream(stream);
                    }

                    @Override
                    public long headPosition() {
                        return log.headPosition();
                    }

                    @Override
                    public Optional<String> eventIdAt(long position) {
                        return log.eventIdAt(position);
                    }

                    @Override
                    public boolean isSkipped(String eventId) {
                        return log.isSkipped(eventId);
                    }
                },
                5);
        assertThat(slow.step()).isEqualTo(Projector.Step.OVERTAKEN);
        assertThat(store().head()).isNotEqualTo(before);
        run(5);
        assertThat(balance(1).sequence()).isEqualTo(5);
    }

    @Test
    void aWipedStoreIsBuiltAgainAndIsCompleteOnlyAtTheEnd() {
        aDay();
        run(100);
        String before = dump();
        wipe();
        Projector projector = projector(log, 4);
        projector.step();
        projector.step();
        assertThat(store().head()).map(Head::complete).contains(false);
        run(4);
        assertThat(store().head()).map(Head::complete).contains(true);
        assertThat(dump()).isEqualTo(before);
    }

    @Test
    void aLogRestoredToAnOlderPointIsToldAnew() {
        aDay();
        run(100);
        log.restoreTo(log.size() - 3);
        Projector projector = projector(log, 100);
        projector.verify();
        assertThat(store().head()).map(Head::position).contains(0L);
        run(100);
        assertThat(job(3)).isEmpty();
        assertThat(balance(1).held()).isEqualTo(Credits.ZERO);
        projector(log, 100).verify();
        assertThat(store().head())
                .map(Head::position)
                .as("the same log is left alone")
                .contains(log.headPosition());
    }

    @Test
    void aLostBalanceIsNoticed() {
        aDay();
        run(100);
        Head head = store().head().orElseThrow();
        store().commit(
                        Slot.LIVE,
                        Optional.of(head),
                        head,
                        List.of(new Write.Drop(BalanceProjection.BALANCE.key(Story.account(1)))));
        log.append(Story.account(1).toString(), Story.captured(1, 3, 3, 0));
        run(100);
        assertThat(balance(1)).isEqualTo(new Balance(Story.account(1), 6, Credits.of(4), Credits.ZERO, 0));
    }

    @Test
    void aJobThatEndedLongAgoIsNotKeptButHearsOfItsDelivery() {
        log.append(Story.job(1).toString(), Story.created(1, 1));
        log.append(Story.job(1).toString(), Story.queued(1, 1));
        log.append(Story.job(1).toString(), Story.succeeded(1, NOW.minus(Duration.ofDays(2))));
        run(100);
        assertThat(job(1)).isEmpty();
        log.append(Story.job(1).toString(), new ResultDelivered(Story.job(1), "telegram", "m1", NOW));
        run(100);
        assertThat(job(1)).isEmpty();
        assertThat(now().newest("jobs:" + Story.user(1), Long.MAX_VALUE, 10)).hasSize(1);
    }

    @Test
    void anEventThatCannotBeReadStopsItUntilItIsSkipped() {
        aDay();
        StoredEvent bad = log.spoil(indexOf(JobStarted.class));
        Projector projector = projector(log, 4);
        UnreadableEventException first = stopsAt(projector);
        assertThat(first.position()).isEqualTo(bad.position());
        assertThat(first.eventId()).isEqualTo(bad.eventId());
        assertThat(store().head()).map(Head::position).contains(bad.position() - 3);
        projector.forget();
        assertThat(stopsAt(projector).position()).isEqualTo(bad.position());

        log.skip(bad);
        run(4);
        assertThat(store().head()).map(Head::position).contains(log.headPosition());
        assertThat(job(1)).map(JobView::state).contains(JobState.SUCCEEDED);
        assertThat(job(1)).map(JobView::sequence).contains(4L);
        String lived = dump();
        wipe();
        run(100);
        assertThat(dump()).as("a rebuild leaves it out as well").isEqualTo(lived);
    }

    @Test
    void anAccountGoesOnWithoutASkippedMovement() {
        aDay();
        log.skip(log.spoil(indexOf(BalanceCaptured.class)));
        run(100);
        assertThat(balance(1)).isEqualTo(new Balance(Story.account(1), 5, Credits.of(4), Credits.of(6), 2));
    }

    @Test
    void aJobWhoseCreationWasSkippedIsNotTold() {
        aDay();
        log.skip(log.spoil(indexOf(JobCreated.class)));
        run(100);
        assertThat(job(1)).isEmpty();
        assertThat(job(2)).map(JobView::state).contains(JobState.FAILED);
    }

    @Test
    void anEventThatCannotBeFoldedStopsItAfterTheOnesBeforeIt() {
        aDay();
        StoredEvent bad = log.append(Story.account(2).toString(), Story.captured(2, 9, 1_000, 0));
        log.append(Story.account(1).toString(), Story.captured(1, 3, 3, 0));
        Projector projector = projector(log, 100);
        assertThat(stopsAt(projector).position()).isEqualTo(bad.position());
        assertThat(store().head()).map(Head::position).contains(bad.position() - 3);

        log.skip(bad);
        run(100);
        assertThat(balance(1).held()).isEqualTo(Credits.ZERO);
        assertThat(balance(2).sequence()).isEqualTo(5);
    }

    @Test
    void aJobIsToldAlikeFromItsViewAndFromItsStreamWhereAnEventWasSkipped() {
        person(1);
        asked(1, 1);
        log.skip(log.append(
                Story.job(1).toString(), new EventSkipped(Processor.READ_MODELS, new UUID(7, 7), 1, "foreign")));
        log.append(Story.job(1).toString(), Story.started(1, 1, Story.NOON));
        run(100);

        assertThat(job(1)).map(JobView::state).contains(JobState.RUNNING);
        assertThat(new JobHistory(log, (owner, text) -> Story.unseal(text)).now(Story.job(1)))
                .isEqualTo(job(1));
    }

    private int indexOf(Class<?> type) {
        List<StoredEvent> events = log.read(0, log.size());
        return (int) events.stream()
                .takeWhile(event -> !type.isInstance(event.payload()))
                .count();
    }

    private static UnreadableEventException stopsAt(Projector projector) {
        return catchThrowableOfType(UnreadableEventException.class, () -> {
            while (projector.step() == MOVED) {
                // until it cannot go on
            }
        });
    }

    /** Loses everything. */
    abstract void wipe();
}
