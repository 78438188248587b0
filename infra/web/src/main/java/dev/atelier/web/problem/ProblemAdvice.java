package dev.atelier.web.problem;

import dev.atelier.contracts.error.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConversionException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * Turns every exception of a controller into an answer of the catalogue. What nobody expected is logged under an id
 * that the client gets, and nothing else of it leaves the house.
 */
@RestControllerAdvice
final class ProblemAdvice {
    /** The origin system's prefix of everything about failed requests. */
    private static final Logger LOG = LoggerFactory.getLogger("[ERROR_HANDLER]");

    private final Problems problems;
    private final List<ProblemTranslation> translations;

    ProblemAdvice(Problems problems, List<ProblemTranslation> translations) {
        this.problems = problems;
        this.translations = translations;
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<byte[]> answer(Exception exception, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (exception instanceof AccessDeniedException || exception instanceof AuthenticationException) {
            throw exception; // Spring Security's filters answer these.
        }
        if (exception instanceof AsyncRequestNotUsableException || response.isCommitted()) {
            LOG.debug("the client went away: {}", exception.toString());
            return null;
        }
        ProblemException problem = known(exception).orElseGet(() -> unexpected(exception, request));
        if (problem.code().status() >= 500 && problem.getCause() != null) {
            LOG.warn(
                    "{} {} answers {}",
                    request.getMethod(),
                    request.getRequestURI(),
                    problem.code(),
                    problem.getCause());
        }
        return problems.answer(problem, headers(exception), request);
    }

    private Optional<ProblemException> known(Exception exception) {
        return switch (exception) {
            case ProblemException problem -> Optional.of(problem);
            case MethodArgumentTypeMismatchException mismatch -> Optional.of(SpringProblems.of(mismatch));
            case HttpMessageConversionException unreadable -> Optional.of(SpringProblems.of(unreadable));
            case BodyTooSlowException tooSlow -> Optional.of(tooSlow.problem());
            case BodyTooLargeException tooLarge -> Optional.of(tooLarge.problem());
            case ErrorResponse response
            when response.getStatusCode().value() != 500 -> Optional.of(SpringProblems.of(response));
            default ->
                translations.stream()
                        .flatMap(t -> t.translate(exception).stream())
                        .findFirst();
        };
    }

    private static ProblemException unexpected(Exception exception, HttpServletRequest request) {
        UUID id = UUID.randomUUID();
        LOG.error("{} {} failed unexpectedly, error {}", request.getMethod(), request.getRequestURI(), id, exception);
        return ProblemException.of(ErrorCode.INTERNAL).with("errorId", id);
    }

    /** What HTTP wants beside the body, such as {@code Allow} of a 405. */
    private static HttpHeaders headers(Exception exception) {
        return exception instanceof ErrorResponse response ? response.getHeaders() : HttpHeaders.EMPTY;
    }
}
