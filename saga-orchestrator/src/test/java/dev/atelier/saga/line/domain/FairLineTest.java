package dev.atelier.saga.line.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FairLineTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final UserId ANNA = new UserId(new UUID(0, 1));
    private static final UserId BORIS = new UserId(new UUID(0, 2));
    private static final UserId VERA = new UserId(new UUID(0, 3));

    private final FairLine line = new FairLine();

    @Test
    void one_person_alone_is_served_in_their_own_order() {
        join(ANNA, 2);
        join(ANNA, 1);
        join(ANNA, 3);

        assertThat(all()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void one_job_behind_a_hundred_of_another_person_waits_for_one_turn() {
        for (int job = 1; job <= 100; job++) {
            join(ANNA, job);
        }
        assertThat(next()).isEqualTo(1);
        join(BORIS, 101);

        assertThat(next()).isEqualTo(101);
        assertThat(next()).isEqualTo(2);
    }

    @Test
    void people_take_turns_whatever_they_have_in_the_line() {
        join(ANNA, 1);
        join(ANNA, 2);
        join(ANNA, 3);
        join(BORIS, 4);
        join(BORIS, 5);
        join(VERA, 6);

        assertThat(all()).containsExactly(1L, 4L, 6L, 2L, 5L, 3L);
    }

    @Test
    void who_was_served_least_recently_is_next_also_after_they_had_nothing_in_the_line() {
        join(ANNA, 1);
        join(BORIS, 2);
        assertThat(all()).containsExactly(1L, 2L);

        join(BORIS, 3);
        join(ANNA, 4);
        join(VERA, 5);

        assertThat(all()).as("never, long ago, lately").containsExactly(5L, 4L, 3L);
    }

    @Test
    void who_runs_something_had_a_turn() {
        line.served(ANNA);
        join(ANNA, 1);
        join(BORIS, 2);

        assertThat(all()).containsExactly(2L, 1L);
    }

    @Test
    void a_repeated_attempt_stands_where_its_job_has_always_stood() {
        join(ANNA, 1);
        join(ANNA, 2);
        line.leave(job(1));
        line.join(new Turn(job(1), 2, ANNA, NOON.plusSeconds(1)));

        assertThat(line.next().orElseThrow().attempt()).isEqualTo(2);
        assertThat(line.size()).isOne();
    }

    @Test
    void a_job_stands_in_the_line_once_and_leaves_it_once() {
        join(ANNA, 1);
        join(ANNA, 1);
        assertThat(line.size()).isOne();

        line.leave(job(1));
        line.leave(job(1));
        assertThat(line.size()).isZero();
        assertThat(line.next()).isEmpty();
    }

    @Test
    void nobody_waits_for_more_turns_than_there_are_people() {
        Random chance = new Random(42);
        Map<UserId, Integer> turnsOfOthers = new HashMap<>();
        List<UserId> people = new ArrayList<>();
        for (int person = 1; person <= 20; person++) {
            people.add(new UserId(new UUID(1, person)));
        }
        for (int job = 1; job <= 5_000; job++) {
            UserId person = people.get(Math.min(19, (int) Math.abs(chance.nextGaussian() * 8)));
            join(person, job);
            turnsOfOthers.putIfAbsent(person, 0);
            if (chance.nextInt(3) > 0) {
                UserId next = line.next().orElseThrow().person();
                turnsOfOthers.replaceAll((other, turns) -> turns + 1);
                turnsOfOthers.remove(next);
                assertThat(turnsOfOthers)
                        .allSatisfy((other, turns) -> assertThat(turns).isLessThan(20));
            }
        }
    }

    private void join(UserId person, long job) {
        line.join(new Turn(job(job), 1, person, NOON.plusSeconds(job)));
    }

    private long next() {
        return line.next().orElseThrow().jobId().value().getLeastSignificantBits();
    }

    private List<Long> all() {
        List<Long> all = new ArrayList<>();
        while (line.size() > 0) {
            all.add(next());
        }
        return all;
    }

    private static JobId job(long number) {
        return new JobId(new UUID(7, number));
    }
}
