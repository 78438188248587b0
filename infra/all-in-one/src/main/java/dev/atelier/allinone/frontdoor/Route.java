package dev.atelier.allinone.frontdoor;

import java.util.regex.Pattern;

/**
 * Who answers a method on a path.
 *
 * @param method upper case, or {@link #ANY}
 * @param path {@code {name}} stands for one segment; {@code /**} at the end for everything below
 * @param stream an endless answer (SSE), which must never be buffered
 */
public record Route(String method, String path, Upstream upstream, boolean stream) {
    public static final String ANY = "*";

    private static final String BELOW = "/**";

    /** Whether this route is for the method, whatever the path. */
    boolean takes(String asked) {
        return method.equals(ANY) || method.equals(asked);
    }

    /** The paths as a regular expression that Java and PCRE read alike. */
    String regex() {
        boolean below = path.endsWith(BELOW);
        String base = below ? path.substring(0, path.length() - BELOW.length()) : path;
        return "^" + base.replace(".", "\\.").replaceAll("\\{[a-z_A-Z]+}", "[^/]+") + (below ? "(/.*)?$" : "$");
    }

    Pattern pattern() {
        return Pattern.compile(regex());
    }
}
