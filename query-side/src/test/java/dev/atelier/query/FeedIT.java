package dev.atelier.query;

import static dev.atelier.query.QuerySide.listen;
import static dev.atelier.query.QuerySide.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.query.EventStream.Frame;
import dev.atelier.query.live.JobFeed;
import dev.atelier.web.access.Role;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;

/** What a client hears of many jobs as it happens. */
class FeedIT {
    private static final QuerySide SIDE = QuerySide.start(10, Map.of("atelier.live.heartbeat", "300ms"));

    private final List<EventStream> open = new ArrayList<>();

    @BeforeAll
    static void people() {
        SIDE.register(1, "anna", "1001", 100);
        SIDE.register(2, "boris", "1002", 100);
    }

    @AfterEach
    void hangUp() {
        open.forEach(EventStream::close);
        QuerySide.await("silence", () -> SIDE.bean(JobFeed.class).isSilent());
    }

    @AfterAll
    static void stop() {
        SIDE.close();
    }

    private EventStream listenTo(HttpRequest.Builder request) {
        EventStream stream = listen(request);
        open.add(stream);
        return stream;
    }

    private static String state(Frame frame) {
        return frame.json().get("state").asString();
    }

    @Test
    void aFeedTellsOfAllJobsOfAPersonAndCanBeResumed() {
        int one = SIDE.ask(2);
        EventStream stream = listenTo(SIDE.as("boris", "/api/events"));
        Frame present = stream.next();
        assertThat(present.event()).isEqualTo("present");
        assertThat(present.json()
                        .get("jobs")
                        .valueStream()
                        .map(job -> job.get("id").asString()))
                .contains(Story.job(one).toString());

        int other = SIDE.ask(2);
        SIDE.ask(1);
        SIDE.append(Story.started(one, 1, QuerySide.TODAY));
        Frame created = stream.next();
        assertThat(created.json().get("id").asString())
                .isEqualTo(Story.job(other).toString());
        assertThat(stream.next().json().get("statusSequence").asInt()).isEqualTo(2);
        Frame running = stream.next();
        assertThat(running.json().get("id").asString()).isEqualTo(Story.job(one).toString());
        assertThat(state(running)).isEqualTo("running");

        SIDE.tell(Story.succeeded(one, QuerySide.TODAY), Story.started(other, 1, QuerySide.TODAY));
        EventStream resumed =
                listenTo(SIDE.as("boris", "/api/events").header("Last-Event-ID", String.valueOf(created.id())));
        assertThat(List.of(
                        resumed.next().json().get("statusSequence").asInt(),
                        resumed.next().json().get("statusSequence").asInt(),
                        resumed.next().json().get("statusSequence").asInt(),
                        resumed.next().json().get("statusSequence").asInt()))
                .containsExactly(2, 3, 4, 3);
        SIDE.append(Story.succeeded(other, QuerySide.TODAY));
        assertThat(state(resumed.next())).isEqualTo("succeeded");
    }

    @Test
    void aServiceHearsOfAllItsPeople() {
        EventStream stream = listenTo(SIDE.asBot("/api/events"));
        assertThat(stream.next().event()).isEqualTo("present");
        int annas = SIDE.ask(1);
        int boris = SIDE.ask(2);
        List<String> heard = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            heard.add(stream.next().json().get("id").asString());
        }
        String anna = Story.job(annas).toString();
        String other = Story.job(boris).toString();
        assertThat(heard).containsExactly(anna, anna, other, other);

        EventStream one = listenTo(SIDE.asBot("/api/events").header("On-Behalf-Of", "telegram:1002"));
        assertThat(one.next().json().get("jobs").toString()).contains(other).doesNotContain(anna);
        assertThat(send(SIDE.request("/api/events")
                                .header("Authorization", "Bearer " + QuerySide.token("stranger", Role.SERVICE)))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aFeedGoesOnAfterRedisWasWiped() {
        SIDE.ask(2);
        EventStream stream = listenTo(SIDE.as("boris", "/api/events"));
        stream.next();
        SIDE.bean(StringRedisTemplate.class)
                .delete(SIDE.bean(StringRedisTemplate.class).keys("*"));
        int job = SIDE.ask(2);
        assertThat(stream.next().json().get("id").asString())
                .isEqualTo(Story.job(job).toString());
    }
}
