package dev.atelier.web;

import static dev.atelier.web.RunningFace.assertProblem;
import static dev.atelier.web.RunningFace.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.access.Role;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What happens to requests that are more than can be served at once, as clients meet it over HTTP. */
class ConcurrencyLimitTest {
    private static final RunningFace FACE =
            new RunningFace("--atelier.requests.at-once-max=2", "--atelier.requests.per-caller-max=5");

    @AfterAll
    static void stop() {
        FACE.close();
    }

    @Test
    void who_comes_on_top_is_told_to_come_again_and_then_served() {
        List<CompletableFuture<HttpResponse<String>>> working = held(2, false);

        HttpResponse<String> refused = anna("/api/me");
        assertProblem(refused, ErrorCode.UNAVAILABLE);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(send(FACE.get("/check")).statusCode()).as("it lives").isNotEqualTo(503);

        letGo(working);
        assertThat(anna("/api/me").statusCode()).isEqualTo(200);
    }

    @Test
    void who_only_waits_takes_no_place_from_others_and_gives_none_back_twice() {
        List<CompletableFuture<HttpResponse<String>>> waiting = held(5, true);
        assertProblem(anna("/api/me"), ErrorCode.RATE_LIMITED);
        assertThat(send(FACE.as(FACE.get("/api/me"), "boris", Role.USER)).statusCode())
                .isNotEqualTo(503);
        letGo(waiting);
        assertThat(anna("/api/me").statusCode()).isEqualTo(200);

        List<CompletableFuture<HttpResponse<String>>> working = held(2, false);
        assertProblem(anna("/api/me"), ErrorCode.UNAVAILABLE);
        letGo(working);
    }

    private static HttpResponse<String> anna(String path) {
        return send(FACE.as(FACE.get(path), "anna", Role.USER));
    }

    /** One after the other, so that each has come to where it stays before the next one is sent. */
    private static List<CompletableFuture<HttpResponse<String>>> held(int count, boolean waits) {
        List<CompletableFuture<HttpResponse<String>>> held = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            held.add(CompletableFuture.supplyAsync(() -> anna("/api/held?waits=" + waits), Thread::startVirtualThread));
            assertThat(arrived()).as("request %d was let in", i).isTrue();
        }
        return held;
    }

    private static boolean arrived() {
        try {
            return TestFace.ARRIVED.tryAcquire(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void letGo(List<CompletableFuture<HttpResponse<String>>> held) {
        TestFace.GO.release(held.size());
        assertThat(held)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    }
}
