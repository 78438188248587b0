package dev.atelier.web.problem;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.contracts.money.Credits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What cannot be done, thrown by anything that answers HTTP and written to the client as an RFC 9457 body. It is filled
 * in before it is thrown: {@code throw ProblemException.of(OUT_OF_CREDIT).with("balance", 30).with("price", 50)}.
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, Object> extensions = new LinkedHashMap<>();
    private final transient List<Fault> faults = new ArrayList<>();
    private transient @Nullable Text detail;
    private @Nullable Duration retryAfter;

    /** A sentence for people in both languages. */
    record Text(String english, String russian) {
        String in(String language) {
            return language.equals(Languages.RUSSIAN) ? russian : english;
        }
    }

    /**
     * One thing that is wrong.
     *
     * @param pointer where in the request: a JSON pointer (RFC 6901), or {@code #header/<name>}
     */
    record Fault(String pointer, Text detail) {}

    private ProblemException(ErrorCode code, @Nullable Throwable cause) {
        super(code.name(), cause, false, cause != null);
        this.code = code;
    }

    public static ProblemException of(ErrorCode code) {
        return new ProblemException(code, null);
    }

    /** @param cause is logged for 5xx and never shown */
    public static ProblemException of(ErrorCode code, Throwable cause) {
        return new ProblemException(code, cause);
    }

    /** Adds a member to the body; ids and the like are written as they print, {@link Credits} as numbers. */
    public ProblemException with(String member, Object value) {
        extensions.put(
                member,
                switch (value) {
                    case Credits credits -> credits.amount();
                    case Number number -> number;
                    case Boolean flag -> flag;
                    case List<?> list -> list;
                    case Map<?, ?> map -> map;
                    default -> value.toString();
                });
        return this;
    }

    /** Says more exactly what is wrong; without it the catalogue's text is the detail. */
    public ProblemException detail(String english, String russian) {
        detail = new Text(english, russian);
        return this;
    }

    /** Names one member of the request that is wrong. */
    public ProblemException error(String pointer, String english, String russian) {
        faults.add(new Fault(pointer, new Text(english, russian)));
        return this;
    }

    /** When to ask again, instead of the default of the code. */
    public ProblemException retryAfter(Duration wait) {
        retryAfter = wait;
        return this;
    }

    public ErrorCode code() {
        return code;
    }

    Map<String, Object> extensions() {
        return extensions;
    }

    List<Fault> faults() {
        return faults;
    }

    String detailIn(String language) {
        return detail == null ? code.text(language) : detail.in(language);
    }

    /** Whole seconds to wait, or null where waiting is of no use. */
    public @Nullable Long retryAfterSeconds() {
        if (retryAfter != null) {
            return Math.max(1, retryAfter.plusMillis(999).toSeconds());
        }
        return switch (code.status()) {
            case 429, 503 -> code == ErrorCode.UNAVAILABLE || code == ErrorCode.TOO_MANY_IN_FLIGHT ? 5L : 1L;
            default -> null;
        };
    }
}
