package dev.atelier.query.live;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.web.request.ConcurrencyLimit;
import dev.atelier.web.request.Seats;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Opens streams of events: so many for each person, and an end without noise when the client goes away. */
final class Streams {
    private static final Logger LOG = LoggerFactory.getLogger("[QUEUE]");

    private final Seats seats;
    private final JsonMapper json;

    Streams(Seats seats, JsonMapper json) {
        this.seats = seats;
        this.json = json;
    }

    /** What is told on a stream. */
    @FunctionalInterface
    interface Telling {
        void tell(SseStream out) throws IOException, InterruptedException;
    }

    /** A seat for one more stream, or {@code RATE_LIMITED}. */
    Seats.Seat seat(String person) {
        return seats.take(person)
                .orElseThrow(() -> ProblemException.of(ErrorCode.RATE_LIMITED)
                        .detail("Too many streams are open.", "Открыто слишком много потоков.")
                        .with("limit", seats.max()));
    }

    /** From here on only events can be answered: whatever goes wrong ends the stream, and the client comes back. */
    void open(HttpServletResponse response, Telling telling) {
        try {
            ConcurrencyLimit.waits();
            telling.tell(SseStream.open(response, json));
        } catch (IOException e) {
            LOG.debug("a listener went away: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("a stream of events ends early: {}", e.toString());
        }
    }
}
