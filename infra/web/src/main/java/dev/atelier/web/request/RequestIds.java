package dev.atelier.web.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.MDC;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Names every request, in the logs (MDC {@code request}), in the answer ({@code X-Request-Id}) and as the cause of
 * events.
 */
public final class RequestIds extends OncePerRequestFilter {
    private static final String ATTRIBUTE = RequestIds.class.getName();

    /** The id of a request, {@code request-<uuid>}. */
    public static String of(RequestAttributes request) {
        Object id = request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
        return id == null ? newId() : id.toString();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = newId();
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader("X-Request-Id", id);
        try (MDC.MDCCloseable ignored = MDC.putCloseable("request", id)) {
            chain.doFilter(request, response);
        }
    }

    /** Nobody has to guess in vain, so it need not come from the one secure generator that all threads share. */
    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long version4 = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
        long variant = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        return "request-" + new UUID(version4, variant);
    }
}
