package dev.atelier.web.request;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.problem.BodyTooLargeException;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.web.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies that are too large, by their declared length before the first byte is read and by what really comes,
 * bodies that come in too slowly, and bodies of XML, which nothing here reads.
 */
final class BodyLimits extends OncePerRequestFilter {
    /** Pictures come in outside of the limit of work, and over slow lines. */
    private static final Duration PICTURE_PATIENCE = Duration.ofMinutes(10);

    private final BodySettings settings;
    private final Problems problems;

    BodyLimits(BodySettings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type = request.getContentType() == null
                ? ""
                : request.getContentType()
                        .toLowerCase(Locale.ROOT)
                        .split(";", 2)[0]
                        .strip();
        boolean picture = type.startsWith("image/") || type.equals("application/octet-stream");
        long bytesMax = (picture ? settings.picture() : settings.other()).toBytes();
        if (type.endsWith("/xml") || type.endsWith("+xml")) {
            problems.write(ProblemException.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE), request, response);
        } else if (request.getContentLengthLong() > bytesMax) {
            problems.write(BodyTooLargeException.tooLarge(bytesMax), request, response);
        } else {
            chain.doFilter(
                    new BoundedRequest(request, bytesMax, picture ? PICTURE_PATIENCE : settings.patience()), response);
        }
    }
}
