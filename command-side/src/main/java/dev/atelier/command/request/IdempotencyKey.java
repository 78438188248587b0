package dev.atelier.command.request;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header): a quoted structured-field string, or
 * bare as most clients send it. 1 to 128 printable ASCII characters.
 */
public record IdempotencyKey(String value) {
    /** The header's name. */
    public static final String HEADER = "Idempotency-Key";
    /** Set to {@code true} in the answer to a repeated request. */
    public static final String REPLAYED = "Idempotency-Replayed";

    /** RFC 8941, section 3.3.3: printable ASCII, with backslash and quote escaped. */
    private static final Pattern QUOTED =
            Pattern.compile("\"((?:[\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]|\\\\[\\\\\"])*)\"");

    private static final Pattern BARE = Pattern.compile("[\\x21\\x23-\\x7e][\\x20-\\x7e]*");
    private static final int CHARACTERS_MAX = 128;

    /** The key that came, if one came; what cannot be read is {@code MALFORMED}. */
    public static Optional<IdempotencyKey> parse(@Nullable String header) {
        return header == null ? Optional.empty() : Optional.of(read(header.strip()));
    }

    /** The same, from the request's header. */
    public static Optional<IdempotencyKey> of(HttpServletRequest request) {
        return parse(request.getHeader(HEADER));
    }

    private static IdempotencyKey read(String header) {
        var quoted = QUOTED.matcher(header);
        String key = "";
        if (quoted.matches()) {
            key = quoted.group(1).replaceAll("\\\\([\\\\\"])", "$1");
        } else if (BARE.matcher(header).matches()) {
            key = header;
        }
        if (key.isEmpty() || key.length() > CHARACTERS_MAX) {
            throw ProblemException.of(ErrorCode.MALFORMED)
                    .error(
                            "#header/" + HEADER,
                            "1 to 128 printable ASCII characters, quoted or bare.",
                            "От 1 до 128 печатных символов ASCII, в кавычках или без.");
        }
        return new IdempotencyKey(key);
    }
}
