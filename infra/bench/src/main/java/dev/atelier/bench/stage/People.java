package dev.atelier.bench.stage;

import dev.atelier.bench.http.HttpAnswer;
import dev.atelier.bench.http.HttpRequest;
import dev.atelier.bench.http.Load;
import dev.atelier.wire.WireJson;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** People who registered over HTTP and were given credits by an administrator, each with a token of their own. */
public final class People {
    private static final int CONNECTIONS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long CREDITS = 1_000_000;

    /** Somebody who can order. */
    public record Person(String token, String userId, String accountId) {}

    private final List<Person> people;
    private final String adminToken;

    private People(List<Person> people, String adminToken) {
        this.people = people;
        this.adminToken = adminToken;
    }

    /** @param port of the command side */
    public static People register(Issuer issuer, int port, int count) {
        @Nullable Person[] registered = new Person[count];
        String admin = issuer.token("admin", "bench-admin");
        Load.Outcome outcome = Load.run(port, CONNECTIONS, PATIENCE, count, (connection, number) -> {
            String token = issuer.token("user", "bench-" + number);
            HttpAnswer answer = connection.send(HttpRequest.post("/api/users", token, "", "{}"));
            JsonNode body = WireJson.mapper().readTree(answer.body());
            Person person = new Person(
                    token, body.path("id").asString(), body.path("accountId").asString());
            registered[number] = person;
            String grant = "{\"amount\":" + CREDITS + ",\"reason\":\"benchmark\"}";
            String path = "/admin/accounts/" + person.accountId() + "/grants";
            return answer.isGood()
                    && connection.send(HttpRequest.post(path, admin, "", grant)).isGood();
        });
        if (outcome.done() < count) {
            throw new IllegalStateException(
                    "only " + outcome.done() + " of " + count + " people could register: " + outcome.firstFailure());
        }
        return new People(Arrays.stream(registered).map(Objects::requireNonNull).toList(), admin);
    }

    public int count() {
        return people.size();
    }

    /** The same person for the same number, in turn for numbers that follow each other. */
    public Person of(int number) {
        return people.get(number % people.size());
    }

    /** Of each person, in their order. */
    public List<String> tokens() {
        return people.stream().map(Person::token).toList();
    }

    public String adminToken() {
        return adminToken;
    }
}
