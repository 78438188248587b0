package dev.atelier.eventstore;

import static java.util.Map.entry;

import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Axon's stock JDBC engine (4.13), and why it is not enough. */
class StockJdbcEngineContractIT extends EventStorageEngineContract {
    private static final String FIRST_EVENT = "it takes any conflict of a unit for one of the unit's first event";
    private static final String HEAD = "its head token knows nothing of appends that are in flight below it";
    private static final String WRITERS_CLOCK = "recorded time is what the writer's clock said";
    private static final String RETRY = "it does not look whether the events that are in the way are the same ones";

    @RegisterExtension
    static final KnownFailures KNOWN = new KnownFailures(Map.ofEntries(
            entry("a_second_job_is_told_though_the_accounts_event_comes_first", FIRST_EVENT),
            entry("a_race_for_the_account_is_told_though_a_new_job_comes_first", FIRST_EVENT),
            entry("of_two_conflicts_the_creation_is_told", FIRST_EVENT),
            entry("of_units_that_race_for_one_place_one_wins", FIRST_EVENT),
            entry("a_conflicting_unit_fails_alone_among_those_that_are_appended_together", FIRST_EVENT),
            entry("the_same_place_under_another_id_is_a_conflict_also_beside_events_of_ones_own", FIRST_EVENT),
            entry("the_same_events_again_are_a_success_once", RETRY),
            entry("the_same_event_again_is_a_success_also_where_its_id_is_spelled_in_capitals", RETRY),
            entry("a_head_token_that_is_taken_while_an_append_is_in_flight_misses_nothing", HEAD),
            entry(
                    "an_event_that_is_committed_late_is_not_missed_though_the_writers_clocks_are_slow",
                    "it does not note a gap that it takes for older than its time-out, by the writers' clocks"),
            entry(
                    "readers_keep_up_with_writers_that_run_at_once_also_when_one_is_slow",
                    "it numbers events before they are committed, so that a late one comes out of order or never"),
            entry("recorded_time_never_decreases_though_a_writers_clock_steps_back", WRITERS_CLOCK),
            entry(
                    "a_token_at_a_time_is_just_before_the_first_event_of_that_time_whatever_the_writers_clocks_say",
                    WRITERS_CLOCK),
            entry(
                    "an_append_inside_a_spring_transaction_is_refused",
                    "it joins the transaction, whose commit and rollback are then the events'"),
            entry(
                    "an_older_snapshot_never_replaces_a_newer_one",
                    "it keeps a snapshot that comes late beside the newer one")));

    StockJdbcEngineContractIT() {
        super(StockLog.create());
    }
}
