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
import java.util.Locale;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies that are too large, by their declared length before the first byte is read and by what really comes,
 * and bodies of XML, which nothing here reads.
 */
final class BodyLimits extends OncePerRequestFilter {
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
        long bytesMax = bytesMax(type);
        if (type.endsWith("/xml") || type.endsWith("+xml")) {
            problems.write(ProblemException.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE), request, response);
        } else if (request.getContentLengthLong() > bytesMax) {
            problems.write(BodyTooLargeException.tooLarge(bytesMax), request, response);
        } else {
            chain.doFilter(new BoundedRequest(request, bytesMax), response);
        }
    }

    private long bytesMax(String type) {
        boolean picture = type.startsWith("image/") || type.equals("application/octet-stream");
        return (picture ? settings.picture() : settings.other()).toBytes();
    }
}
