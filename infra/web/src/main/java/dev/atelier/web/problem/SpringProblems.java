package dev.atelier.web.problem;

import dev.atelier.contracts.error.ErrorCode;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageConversionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;

/** Says in the catalogue's words what Spring MVC found wrong with a request. */
final class SpringProblems {
    private SpringProblems() {}

    /** The catalogue's code for a status that was decided elsewhere. */
    static ErrorCode codeOf(int status) {
        return switch (status) {
            case 401 -> ErrorCode.UNAUTHENTICATED;
            case 403 -> ErrorCode.FORBIDDEN;
            case 404 -> ErrorCode.NOT_FOUND;
            case 408 -> ErrorCode.TOO_SLOW;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 406 -> ErrorCode.NOT_ACCEPTABLE;
            case 409 -> ErrorCode.WRONG_STATE;
            case 413 -> ErrorCode.TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            case 429 -> ErrorCode.RATE_LIMITED;
            case 503 -> ErrorCode.UNAVAILABLE;
            default -> status >= 500 ? ErrorCode.INTERNAL : ErrorCode.MALFORMED;
        };
    }

    static ProblemException of(ErrorResponse response) {
        ProblemException problem =
                ProblemException.of(codeOf(response.getStatusCode().value()));
        return switch (response) {
            case MissingRequestHeaderException e -> missing(problem, "#header/" + e.getHeaderName());
            case MissingServletRequestParameterException e -> missing(problem, "/" + e.getParameterName());
            default -> problem;
        };
    }

    static ProblemException of(MethodArgumentTypeMismatchException mismatch) {
        return wrong(ProblemException.of(ErrorCode.MALFORMED), "/" + mismatch.getName());
    }

    /** A body that cannot be read; the pointer (RFC 6901) says where, the text of the exception stays with us. */
    static ProblemException of(HttpMessageConversionException unreadable) {
        ProblemException malformed = ProblemException.of(ErrorCode.MALFORMED);
        for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLargeException tooLarge) {
                return tooLarge.problem(); // Jackson wraps what the stream throws.
            }
            if (cause instanceof BodyTooSlowException tooSlow) {
                return tooSlow.problem();
            }
            if (cause instanceof JacksonException json && malformed.faults().isEmpty()) {
                wrong(malformed, pointer(json));
            }
        }
        return malformed;
    }

    private static String pointer(JacksonException json) {
        return json.getPath().stream()
                .map(step -> step.getPropertyName() == null
                        ? "/" + step.getIndex()
                        : "/" + step.getPropertyName().replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    private static ProblemException missing(ProblemException problem, String pointer) {
        return problem.error(pointer, "This is missing.", "Это значение не указано.");
    }

    private static ProblemException wrong(ProblemException problem, String pointer) {
        return problem.error(pointer, "This cannot be read.", "Это значение не удалось прочитать.");
    }
}
