package dev.atelier.query;

import static dev.atelier.query.QuerySide.json;
import static dev.atelier.query.QuerySide.listen;
import static dev.atelier.query.QuerySide.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.atelier.contracts.run.RunSignal.RunProgress;
import dev.atelier.contracts.wire.Routes;
import dev.atelier.query.EventStream.Frame;
import dev.atelier.query.live.JobFeed;
import dev.atelier.web.access.Role;
import dev.atelier.wire.ConfirmedPublisher;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a client hears of one job as it happens. */
class JobEventsIT {
    private static final QuerySide SIDE = QuerySide.start(4, Map.of("atelier.live.heartbeat", "300ms"));

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

    private static String events(int job) {
        return "/api/jobs/" + Story.job(job) + "/events";
    }

    private static String state(Frame frame) {
        return frame.json().get("state").asString();
    }

    @Test
    void aJobIsToldFromItsPresentViewToItsEnd() {
        int job = SIDE.ask(1);
        EventStream stream = listenTo(SIDE.as("anna", events(job)));
        assertThat(stream.response().headers().firstValue("Content-Type")).hasValue("text/event-stream;charset=UTF-8");
        Frame present = stream.next();
        assertThat(present.event()).isEqualTo("state");
        assertThat(present.id()).isEqualTo("2");
        assertThat(state(present)).isEqualTo("queued");

        SIDE.append(Story.started(job, 1, QuerySide.TODAY));
        Frame running = stream.next();
        assertThat(running.id()).isEqualTo("3");
        assertThat(state(running)).isEqualTo("running");

        SIDE.append(Story.succeeded(job, QuerySide.TODAY));
        Frame done = stream.next();
        assertThat(done.id()).isEqualTo("4");
        assertThat(state(done)).isEqualTo("succeeded");
        assertThat(done.json().get("artifacts").get(0).has("url")).isTrue();
        assertThat(stream.next().event()).isEqualTo("end");

        EventStream again = listenTo(SIDE.as("anna", events(job)).header("Last-Event-ID", "4"));
        assertThat(again.status()).isEqualTo(204);
    }

    @Test
    void whoWasAwayHearsWhatTheyMissed() {
        int job = SIDE.ask(1);
        SIDE.tell(Story.started(job, 1, QuerySide.TODAY), Story.succeeded(job, QuerySide.TODAY));
        EventStream stream = listenTo(SIDE.as("anna", events(job)).header("Last-Event-ID", "1"));
        assertThat(state(stream.next())).isEqualTo("queued");
        assertThat(state(stream.next())).isEqualTo("running");
        assertThat(state(stream.next())).isEqualTo("succeeded");
        assertThat(stream.next().event()).isEqualTo("end");

        EventStream nonsense = listenTo(SIDE.as("anna", events(job)).header("Last-Event-ID", "99"));
        assertThat(state(nonsense.next())).isEqualTo("succeeded");
    }

    @Test
    void whatIsHeardCanBeReadAtOnce() {
        int job = SIDE.ask(1);
        EventStream stream = listenTo(SIDE.as("anna", events(job)));
        stream.next();
        SIDE.append(Story.started(job, 1, QuerySide.TODAY));
        assertThat(state(stream.next())).isEqualTo("running");
        assertThat(SIDE.get("anna", "/api/jobs?state=active")
                        .get("jobs")
                        .get(0)
                        .get("state")
                        .asString())
                .isEqualTo("running");
    }

    @Test
    void foreignAndUnknownJobsAreNotTold() {
        int job = SIDE.ask(1);
        assertThat(send(SIDE.as("boris", events(job))).statusCode()).isEqualTo(404);
        HttpResponse<String> unknown = send(SIDE.as("boris", events(9_999)).header("Accept", "text/event-stream"));
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(json(unknown).get("code").asString()).isEqualTo("NOT_FOUND");
    }

    @Test
    void progressComesWithoutAnIdAndIsShownInTheView() {
        int job = SIDE.ask(1);
        SIDE.tell(Story.started(job, 1, QuerySide.TODAY));
        EventStream stream = listenTo(SIDE.as("anna", events(job)));
        assertThat(state(stream.next())).isEqualTo("running");
        for (int percent = 10; percent <= 90; percent += 10) {
            report(job, percent);
        }
        Frame progress = stream.next();
        assertThat(progress.event()).isEqualTo("progress");
        assertThat(progress.id()).isNull();
        assertThat(progress.json().get("percent").asInt()).isPositive();
        QuerySide.await("the newest percent", () -> percent(job) == 90);

        SIDE.append(Story.succeeded(job, QuerySide.TODAY));
        Frame next = stream.next();
        int more = 0;
        while (next.event().equals("progress")) {
            more++;
            next = stream.next();
        }
        assertThat(more).as("at most twice a second").isLessThan(8);
        assertThat(state(next)).isEqualTo("succeeded");
        assertThat(next.json().has("percent")).isFalse();
    }

    private static void report(int job, int percent) {
        RunProgress progress = new RunProgress(Story.job(job), 1, percent);
        SIDE.bean(ConfirmedPublisher.class)
                .publish(Routes.SIGNALS, Routes.PROGRESS_KEY, progress, "progress-" + job + "-" + percent)
                .join();
    }

    private static int percent(int job) {
        var view = SIDE.get("anna", "/api/jobs/" + Story.job(job));
        return view.has("percent") ? view.get("percent").asInt() : -1;
    }

    @Test
    void aSilentStreamBeats() {
        int job = SIDE.ask(1);
        EventStream stream = listenTo(SIDE.as("anna", events(job)));
        stream.next();
        assertThat(stream.nextOrComment().event()).isEqualTo("comment");
    }

    @Test
    void aStreamEndsWithItsToken() throws Exception {
        int job = SIDE.ask(1);
        JWTClaimsSet claims = QuerySide.issuer()
                .claims("anna", Role.USER)
                .expirationTime(Date.from(Instant.now().plus(Duration.ofSeconds(2))))
                .build();
        EventStream stream = listenTo(SIDE.request(events(job))
                .header("Authorization", "Bearer " + QuerySide.issuer().sign(claims)));
        assertThat(state(stream.next())).isEqualTo("queued");
        assertThat(stream.next().event()).isEqualTo("end");
        assertThat(Instant.now()).isAfter(claims.getExpirationTime().toInstant().truncatedTo(ChronoUnit.SECONDS));
    }

    @Test
    void fiveStreamsAreEnough() {
        int job = SIDE.ask(1);
        for (int i = 0; i < 5; i++) {
            assertThat(listenTo(SIDE.as("anna", i < 3 ? events(job) : "/api/events"))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(listenTo(SIDE.as("anna", events(job))).status()).isEqualTo(429);
        assertThat(listenTo(SIDE.as("boris", "/api/events")).status()).isEqualTo(200);
        open.removeFirst().close();
        QuerySide.await("a free seat", () -> {
            EventStream stream = listenTo(SIDE.as("anna", events(job)));
            return stream.status() == 200;
        });
    }
}
