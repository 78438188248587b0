package dev.atelier.web.problem;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import org.jspecify.annotations.Nullable;

/** The languages in which Atelier speaks to people: {@code en}, which is the default, and {@code ru}. */
public final class Languages {
    public static final String ENGLISH = "en";
    public static final String RUSSIAN = "ru";

    private static final List<String> SPOKEN = List.of(ENGLISH, RUSSIAN);

    private Languages() {}

    /**
     * The best language for a header {@code Accept-Language} (RFC 9110, section 12.5.4); a broken header means
     * English.
     */
    public static String best(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > 1000) {
            return ENGLISH;
        }
        try {
            String match = Locale.lookupTag(LanguageRange.parse(acceptLanguage), SPOKEN);
            return match == null ? ENGLISH : match;
        } catch (IllegalArgumentException e) {
            return ENGLISH;
        }
    }
}
