package dev.atelier.query;

import static dev.atelier.query.QuerySide.listen;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several query sides on one log and one Redis. */
class ReplicasIT {
    @Test
    void eachTellsWhatAnyOfThemHasProjectedAndNothingIsCountedTwice() {
        try (QuerySide one = QuerySide.start(9, Map.of("atelier.projection.batch", "3"));
                QuerySide other = one.replica()) {
            one.register(1, "anna", "1001", 1_000);
            QuerySide.await("the other one", () -> other.head() >= one.head());
            int watched = one.ask(1);
            try (EventStream here = listen(one.as("anna", "/api/jobs/" + Story.job(watched) + "/events"));
                    EventStream there = listen(other.as("anna", "/api/jobs/" + Story.job(watched) + "/events"))) {
                assertThat(here.next().id()).isEqualTo("2");
                assertThat(there.next().id()).isEqualTo("2");
                for (int i = 0; i < 40; i++) {
                    int job = one.nextJob();
                    one.append(Story.reserved(1, job, 3), Story.created(job, 1), Story.queued(job, 1));
                }
                one.succeed(1, watched);
                assertThat(here.next().id()).isEqualTo("3");
                assertThat(there.next().id()).isEqualTo("3");
                assertThat(here.next().id()).isEqualTo("4");
                assertThat(there.next().id()).isEqualTo("4");
            }
            String balance = "{\"available\":877,\"held\":120,\"jobsInFlight\":40}";
            assertThat(one.get("anna", "/api/balance").toString()).isEqualTo(balance);
            QuerySide.await("the other one", () -> other.head() >= one.head());
            assertThat(other.get("anna", "/api/balance").toString()).isEqualTo(balance);
            assertThat(other.get("anna", "/api/queue").get("pending").asLong()).isEqualTo(40);
        }
    }

    @Test
    void onesEndEndsItsStreamsAndIsQuick() {
        QuerySide side = QuerySide.start(11, Map.of());
        EventStream stream;
        try {
            side.register(1, "anna", "1001", 10);
            stream = listen(side.as("anna", "/api/events"));
            assertThat(stream.next().event()).isEqualTo("present");
        } catch (RuntimeException | Error e) {
            side.close();
            throw e;
        }
        long before = System.nanoTime();
        side.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(stream.next().event()).isEqualTo("end");
    }
}
