package dev.atelier.eventstore;

import static dev.atelier.eventstore.TestEvents.account;
import static dev.atelier.eventstore.TestEvents.at;
import static dev.atelier.eventstore.TestEvents.ids;
import static dev.atelier.eventstore.TestEvents.job;
import static dev.atelier.eventstore.TestEvents.jobs;
import static dev.atelier.eventstore.TestEvents.newAccount;
import static dev.atelier.eventstore.TestEvents.newJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.contracts.wire.Metadata;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is appended is there, whole and unchanged, or not at all. */
interface AppendContract extends EngineContract {
    @Test
    default void what_was_appended_is_read_back_in_order() {
        String stream = newJob();
        var first = jobs(stream, 0, 2);
        var second = jobs(stream, 2, 3);
        append(first);
        append(second);

        var read = stream(stream);
        assertThat(ids(read)).isEqualTo(ids(first, second));
        assertThat(read).extracting(DomainEventMessage::getSequenceNumber).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(read).allMatch(event -> event.getType().equals("job"));
        assertThat(read).allMatch(event -> event.getAggregateIdentifier().equals(stream));
        assertThat(read.getLast().getPayload()).isEqualTo(second.getLast().getPayload());
        assertThat(read.getLast().getPayloadType()).isEqualTo(second.getLast().getPayloadType());
        assertThat(engine().lastSequenceNumberFor(stream)).contains(4L);
    }

    @Test
    default void a_stream_is_read_from_a_sequence_number_on() {
        String stream = newJob();
        append(jobs(stream, 0, 5));

        assertThat(engine().readEvents(stream, 3).asStream())
                .extracting(DomainEventMessage::getSequenceNumber)
                .containsExactly(3L, 4L);
        assertThat(engine().readEvents(stream, 5).hasNext()).isFalse();
    }

    @Test
    default void a_stream_that_is_not_there_is_empty() {
        assertThat(engine().readEvents(newJob()).hasNext()).isFalse();
        assertThat(engine().lastSequenceNumberFor(newJob())).isEmpty();
    }

    @Test
    default void streams_whose_names_begin_alike_are_apart() {
        String stream = newJob();
        append(job(stream, 0));
        append(job(stream + "-b", 0), job(stream + "-b", 1));

        assertThat(stream(stream)).hasSize(1);
        assertThat(engine().lastSequenceNumberFor(stream)).contains(0L);
    }

    @Test
    default void an_append_of_nothing_is_nothing() {
        TrackingToken head = engine().createHeadToken();
        append(List.of());

        assertThat(after(head)).isEmpty();
    }

    @Test
    default void a_unit_over_two_streams_is_stored_whole_and_in_its_order() {
        String account = newAccount();
        String job = newJob();
        TrackingToken head = engine().createHeadToken();
        var unit = List.of(account(account, 0), job(job, 0), account(account, 1), job(job, 1));
        append(unit);

        assertThat(ids(after(head))).isEqualTo(ids(unit));
        assertThat(stream(account)).hasSize(2);
        assertThat(stream(job)).hasSize(2);
    }

    @Test
    default void a_unit_that_conflicts_anywhere_leaves_nothing() {
        String account = newAccount();
        String job = newJob();
        append(account(account, 0));
        append(job(job, 0));
        TrackingToken head = engine().createHeadToken();

        assertThatThrownBy(() -> append(account(account, 1), job(newJob(), 0), job(job, 0)));

        assertThat(after(head)).isEmpty();
        assertThat(engine().lastSequenceNumberFor(account)).contains(0L);
    }

    @Test
    default void a_unit_of_work_that_rolls_back_leaves_nothing() {
        EventStore store = log().store(engine());
        String stream = newJob();
        TrackingToken head = engine().createHeadToken();
        UnitOfWork<?> unit = DefaultUnitOfWork.startAndGet(null);
        store.publish(jobs(stream, 0, 2));
        unit.rollback();

        assertThat(after(head)).isEmpty();
        assertThat(stream(stream)).isEmpty();
    }

    @Test
    default void a_unit_of_work_that_commits_is_one_unit() {
        EventStore store = log().store(engine());
        String stream = newJob();
        TrackingToken head = engine().createHeadToken();
        UnitOfWork<?> unit = DefaultUnitOfWork.startAndGet(null);
        var first = jobs(stream, 0, 1);
        var second = jobs(stream, 1, 1);
        store.publish(first);
        store.publish(second);
        assertThat(after(head)).as("before the commit").isEmpty();
        unit.commit();

        assertThat(ids(after(head))).isEqualTo(ids(first, second));
    }

    /** A commit of somebody else's would be ours, and so would a rollback. */
    @Test
    default void an_append_inside_a_spring_transaction_is_refused() {
        String stream = newJob();
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(log().outside()));

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> append(job(stream, 0))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(stream(stream)).isEmpty();
    }

    @Test
    default void ten_thousand_events_are_one_unit() {
        String stream = newJob();
        TrackingToken head = engine().createHeadToken();
        var unit = jobs(stream, 0, 10_000);
        append(unit);

        assertThat(ids(stream(stream))).isEqualTo(ids(unit));
        assertThat(ids(after(head))).isEqualTo(ids(unit));
    }

    @Test
    default void a_megabyte_comes_back() {
        String stream = newJob();
        var event = job(stream, 0, "фото ".repeat(120_000));
        append(event);

        assertThat(stream(stream).getFirst().getPayload()).isEqualTo(event.getPayload());
    }

    @Test
    default void every_character_comes_back() {
        String stream = newJob();
        var event = job(stream, 0, "кот 🐈\u200d⬛ 𝔄 \u0000 \u001f \\u0000 \\ \" ' {} \n\r\t \ud83d\ude00 \uffff ؤ");
        append(event);

        assertThat(stream(stream).getFirst().getPayload()).isEqualTo(event.getPayload());
    }

    @Test
    default void metadata_comes_back() {
        String stream = newJob();
        Map<String, Object> metadata = Map.of(Metadata.ACTOR, "user-кот \"🐈\" \u0000", Metadata.CAUSE, "42");
        append(job(stream, 0).withMetaData(metadata));

        TrackingToken nowhere = engine().createTailToken();
        assertThat(stream(stream).getFirst().getMetaData()).containsExactlyInAnyOrderEntriesOf(metadata);
        assertThat(after(nowhere).getLast().getMetaData()).containsAllEntriesOf(metadata);
    }

    @Test
    default void recorded_time_is_the_same_wherever_it_is_read() {
        String stream = newJob();
        append(at(java.time.Instant.now(), job(stream, 0)));

        assertThat(after(engine().createTailToken()).getLast().getTimestamp())
                .isEqualTo(stream(stream).getFirst().getTimestamp());
    }
}
