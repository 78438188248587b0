package dev.atelier.chaos.judge;

import dev.atelier.bench.http.HttpAnswer;
import dev.atelier.bench.http.HttpRequest;
import dev.atelier.bench.stage.People;
import dev.atelier.bench.stage.People.Person;
import dev.atelier.chaos.customer.Promises.Promise;
import dev.atelier.chaos.customer.Replicas;
import dev.atelier.chaos.judge.domain.AccountBook;
import dev.atelier.chaos.judge.domain.JobBook.End;
import dev.atelier.chaos.judge.domain.JobBooks;
import dev.atelier.chaos.stage.Pause;
import dev.atelier.wire.WireJson;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** What owners read through the API, held against the log: the state of every job, each balance, each statement. */
public final class OwnersView {
    private static final int READERS = 16;
    private static final long ASK_AGAIN_MILLIS = 300;

    private final Replicas querySide;
    private final People people;
    private final JobBooks books;
    private final long end;

    /** @param patience how long the read models may take to have everything */
    public OwnersView(Replicas querySide, People people, JobBooks books, Duration patience) {
        this.querySide = querySide;
        this.people = people;
        this.books = books;
        end = System.nanoTime() + patience.toNanos();
    }

    /** One line for everything that an owner reads differently than the log says. */
    public List<String> differences(List<Promise> promises) {
        List<Look> looks = new ArrayList<>();
        IntStream.range(0, people.count()).mapToObj(people::of).forEach(person -> {
            looks.add(() -> balance(person));
            looks.add(() -> statement(person));
        });
        promises.forEach(promise -> looks.add(() -> state(promise)));
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            return looks.stream()
                    .map(look -> CompletableFuture.supplyAsync(() -> until(look), readers))
                    .toList()
                    .stream()
                    .flatMap(found -> found.join().stream())
                    .toList();
        }
    }

    private interface Look {
        List<String> differences() throws IOException;
    }

    /** The read models may be a little behind, so that a difference counts only when it stays. */
    private List<String> until(Look look) {
        while (true) {
            List<String> found;
            try {
                found = look.differences();
            } catch (IOException e) {
                found = List.of(e.toString());
            }
            if (found.isEmpty() || System.nanoTime() > end) {
                return found;
            }
            Pause.millis(ASK_AGAIN_MILLIS);
        }
    }

    private List<String> balance(Person person) throws IOException {
        AccountBook account = books.account(person.accountId());
        JsonNode body = get("/api/balance", person);
        String read = body.path("available").asLong(-1) + " available, "
                + body.path("held").asLong(-1) + " held";
        String expected = account.available() + " available, " + account.held() + " held";
        return compared(person.accountId() + " balance", expected, read);
    }

    private List<String> statement(Person person) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String cursor = ""; cursor != null; ) {
            JsonNode page = get("/api/statement?limit=100" + cursor, person);
            for (JsonNode movement : page.path("movements")) {
                if (movement.has("jobId")) {
                    lines.add(AccountBook.line(
                            movement.path("jobId").asString(),
                            movement.path("what").asString(),
                            movement.path("amount").asLong()));
                }
            }
            cursor = page.has("next") ? "&cursor=" + page.path("next").asString() : null;
        }
        List<String> expected = books.account(person.accountId()).lines();
        List<String> read = lines.stream().sorted().toList();
        return read.equals(expected) ? List.of() : different(person.accountId() + " statement", expected, read);
    }

    private static List<String> different(String what, List<String> expected, List<String> read) {
        List<String> missing = new ArrayList<>(expected);
        read.forEach(missing::remove);
        List<String> tooMuch = new ArrayList<>(read);
        expected.forEach(tooMuch::remove);
        return List.of(what + " lacks " + missing + " and has " + tooMuch + " beside it");
    }

    private List<String> state(Promise promise) throws IOException {
        String expected = books.of(promise.jobId()).end().map(End::word).orElse("a live state");
        JsonNode job = get("/api/jobs/" + promise.jobId(), people.of(promise.owner()));
        return compared(promise.jobId() + " state", expected, job.path("state").asString());
    }

    private static List<String> compared(String what, String expected, String read) {
        return expected.equals(read)
                ? List.of()
                : List.of("%s: the log says %s, the owner reads %s".formatted(what, expected, read));
    }

    private JsonNode get(String path, Person person) throws IOException {
        HttpAnswer answer = querySide.send(HttpRequest.get(path, person.token(), ""));
        if (!answer.isGood()) {
            throw new IOException(path + ": " + answer.status() + " " + answer.text());
        }
        return WireJson.mapper().readTree(answer.body());
    }
}
