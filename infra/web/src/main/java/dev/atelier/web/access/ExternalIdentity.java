package dev.atelier.web.access;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.problem.ProblemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way in which a person is known outside of Atelier.
 *
 * @param kind {@code oidc} for a subject of the issuer, else the namespace of a service, such as {@code telegram}
 * @param issuer who vouches for the subject; for a namespace its own name
 */
public record ExternalIdentity(String kind, String issuer, String subject) {
    /** The kind of a person who signed in at the issuer. */
    public static final String OIDC = "oidc";

    private static final Pattern ON_BEHALF_OF = Pattern.compile("([a-z]{2,16}):([A-Za-z0-9_-]{1,64})");

    /** A person in a service's namespace. */
    public static ExternalIdentity in(String namespace, String subject) {
        return new ExternalIdentity(namespace, namespace, subject);
    }

    /** Reads {@code telegram:123}; anything else is a {@link ProblemException} {@code MALFORMED}. */
    static ExternalIdentity parse(String onBehalfOf) {
        Matcher matcher = ON_BEHALF_OF.matcher(onBehalfOf);
        if (!matcher.matches() || matcher.group(1).equals(OIDC)) {
            throw ProblemException.of(ErrorCode.MALFORMED)
                    .error(
                            "#header/On-Behalf-Of",
                            "This has to look like telegram:123.",
                            "Ожидается значение вида telegram:123.");
        }
        return in(matcher.group(1), matcher.group(2));
    }

    @Override
    public String toString() {
        return "ExternalIdentity[" + kind + "]"; // no subject: it names a person and may end in a log
    }
}
