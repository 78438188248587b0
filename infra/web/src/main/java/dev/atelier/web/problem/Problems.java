package dev.atelier.web.problem;

import dev.atelier.web.link.PublicAddress;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes problems as {@code application/problem+json} (RFC 9457). The body is made here, byte by byte the same for
 * controllers and for filters, so neither {@code Accept} nor a message converter can turn it into something else.
 */
public final class Problems {
    private static final JsonMapper JSON = new JsonMapper();

    private final PublicAddress address;

    public Problems(PublicAddress address) {
        this.address = address;
    }

    /** The answer of a controller. */
    public ResponseEntity<byte[]> answer(ProblemException problem, HttpHeaders more, HttpServletRequest request) {
        HttpHeaders headers = new HttpHeaders(more);
        headers.putAll(headers(problem, language(request)));
        return ResponseEntity.status(problem.code().status())
                .headers(headers)
                .body(body(problem, language(request), path(request)));
    }

    /** The answer of a filter. */
    public void write(ProblemException problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(problem.code().status());
        headers(problem, language(request)).forEach((name, values) -> response.setHeader(name, values.getFirst()));
        byte[] body = body(problem, language(request), path(request));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    private HttpHeaders headers(ProblemException problem, String language) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.set(HttpHeaders.CONTENT_LANGUAGE, language);
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        Long seconds = problem.retryAfterSeconds();
        if (seconds != null) {
            headers.set(HttpHeaders.RETRY_AFTER, seconds.toString());
        }
        return headers;
    }

    /** The body alone, for what answers HTTP without servlets. @param instance the path that was asked for */
    public byte[] body(ProblemException problem, String language, String instance) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", address.link("/problems/" + problem.code().slug()));
        body.put("title", problem.code().text(language));
        body.put("status", problem.code().status());
        body.put("detail", problem.detailIn(language));
        body.put("instance", instance);
        body.put("code", problem.code().name());
        body.put("retryable", problem.code().retryable());
        if (!problem.faults().isEmpty()) {
            body.put(
                    "errors",
                    problem.faults().stream()
                            .map(fault -> Map.of(
                                    "pointer",
                                    fault.pointer(),
                                    "detail",
                                    fault.detail().in(language)))
                            .toList());
        }
        problem.extensions().forEach(body::putIfAbsent);
        return JSON.writeValueAsBytes(body);
    }

    /** The path that was asked for, also when the container has sent the request on to the error page. */
    private static String path(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked
                ? asked
                : request.getRequestURI();
    }

    private static String language(HttpServletRequest request) {
        return Languages.best(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }
}
