package dev.atelier.web.request;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.web.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * So many requests are worked on at a time. Whoever comes on top is sent away with 503 and {@code Retry-After}, before
 * anything was done for them: more at once would be slower for everybody and cost memory, and none would be done sooner.
 */
public final class ConcurrencyLimit extends OncePerRequestFilter {
    private static final String PLACE = ConcurrencyLimit.class.getName();
    private static final Duration COME_AGAIN = Duration.ofSeconds(1);
    /** Load must not look like a process that has died. */
    private static final String LIVENESS = "/check";

    private final Semaphore free;
    private final Problems problems;

    ConcurrencyLimit(int atOnceMax, Problems problems) {
        this.free = new Semaphore(atOnceMax);
        this.problems = problems;
    }

    /**
     * From here on the current request only waits, for news or for a slow client: its place is free for another. What
     * waits has to be limited by whoever lets it wait. Outside of a request this does nothing.
     */
    public static void waits() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null && request.getAttribute(PLACE, RequestAttributes.SCOPE_REQUEST) instanceof Place place) {
            place.close();
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().equals(LIVENESS);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!free.tryAcquire()) {
            problems.write(tooMany(), request, response);
            return;
        }
        try (Place place = new Place(free)) {
            request.setAttribute(PLACE, place);
            chain.doFilter(request, response);
        }
    }

    private static ProblemException tooMany() {
        return ProblemException.of(ErrorCode.UNAVAILABLE)
                .detail(
                        "More is being asked for at this moment than can be served; ask again.",
                        "Сейчас слишком много запросов; повторите чуть позже.")
                .retryAfter(COME_AGAIN);
    }

    /** Given back once, at the end or before. */
    private static final class Place implements AutoCloseable {
        private final Semaphore free;
        private final AtomicBoolean taken = new AtomicBoolean(true);

        Place(Semaphore free) {
            this.free = free;
        }

        @Override
        public void close() {
            if (taken.compareAndSet(true, false)) {
                free.release();
            }
        }
    }
}
