package dev.atelier.bench.http;

import dev.atelier.bench.stage.People;
import dev.atelier.bench.stage.People.Person;
import dev.atelier.bench.stage.Preset;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.user.UserId;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Jobs that are ordered over HTTP, each by the next person and under an idempotency key of its own, and what is known
 * about those that were accepted.
 */
public final class Orders {
    private static final int ACCEPTED = 202;
    private static final String POSITION = "\"logPosition\":\"";

    /** An acknowledged job; its id follows from the key, as the API promises. */
    public record Accepted(String jobId, Person owner, String logPosition) {}

    private final People people;
    private final String name;
    private final Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();

    /** @param name makes the keys of this series different from those of others; letters and digits */
    public Orders(People people, String name) {
        this.people = people;
        this.name = name;
    }

    /** A {@link Load.Call}: orders job {@code number} of this series. */
    public boolean send(HttpConnection connection, int number) throws IOException {
        order(connection, number);
        return true;
    }

    /** Orders job {@code number} of this series; anything but 202 is an {@link IOException}. */
    public Accepted order(HttpConnection connection, int number) throws IOException {
        Person person = people.of(number);
        String key = name + "-" + number;
        HttpAnswer answer = connection.send(HttpRequest.post(
                "/api/jobs", person.token(), "Idempotency-Key: " + key + "\r\n", Preset.order(prompt(key))));
        if (answer.status() != ACCEPTED) {
            throw new IOException(answer.status() + " " + answer.text());
        }
        Accepted job = new Accepted(jobId(person, key), person, logPosition(answer));
        accepted.add(job);
        return job;
    }

    /** All that were acknowledged, in about their order. */
    public Queue<Accepted> accepted() {
        return accepted;
    }

    private static String jobId(Person person, String key) {
        return JobId.of(UserId.parse(person.userId()), "/api/jobs", key).toString();
    }

    /** Found without parsing the rest: this runs on the processors that are measured. */
    private static String logPosition(HttpAnswer answer) throws IOException {
        String text = answer.text();
        int begin = text.indexOf(POSITION);
        if (begin < 0) {
            throw new IOException("no log position in " + text);
        }
        int from = begin + POSITION.length();
        return text.substring(from, text.indexOf('"', from));
    }

    private static String prompt(String key) {
        return key + " " + "x".repeat(Preset.PROMPT_CHARACTERS - key.length() - 1);
    }
}
