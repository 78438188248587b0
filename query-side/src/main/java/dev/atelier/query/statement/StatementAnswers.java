package dev.atelier.query.statement;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.atelier.contracts.account.GrantId;
import dev.atelier.contracts.account.RefundReason;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.query.statement.domain.Line;
import dev.atelier.query.statement.domain.Line.What;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Statements as clients read them. */
public final class StatementAnswers {
    private StatementAnswers() {}

    /**
     * One movement.
     *
     * @param what {@code welcome}, {@code granted}, {@code held}, {@code captured}, {@code released} or
     *     {@code refunded}
     * @param released what a capture gave back beyond its amount
     * @param available after the movement
     * @param held after the movement
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Movement(
            Instant at,
            String what,
            long amount,
            @Nullable Long released,
            long available,
            long held,
            @Nullable String jobId,
            Cause cause) {}

    /**
     * Why credits moved.
     *
     * @param type {@code job}, {@code grant}, {@code welcome}, {@code job_failed}, {@code job_cancelled} or
     *     {@code administrator}
     * @param reason an administrator's own words
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Cause(
            String type, @Nullable String grantId, @Nullable String reason) {}

    /**
     * A line in the words of the API.
     *
     * @param words what an administrator gave as the reason, where one did
     */
    public static Movement movement(Line line, @Nullable String words) {
        JobId job = line.job();
        boolean partly = line.what() == What.CAPTURED && !line.released().equals(Credits.ZERO);
        return new Movement(
                line.at(),
                word(line.what()),
                line.amount().amount(),
                partly ? line.released().amount() : null,
                line.available().amount(),
                line.held().amount(),
                job == null ? null : job.toString(),
                cause(line, words));
    }

    private static Cause cause(Line line, @Nullable String words) {
        GrantId grant = line.grant();
        RefundReason reason = line.reason();
        return switch (line.what()) {
            case WELCOME -> new Cause("welcome", null, null);
            case GRANTED -> new Cause("grant", grant == null ? null : grant.toString(), words);
            case HELD, CAPTURED -> new Cause("job", null, null);
            case RELEASED, REFUNDED -> new Cause(reason == null ? "job" : word(reason), null, words);
        };
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
