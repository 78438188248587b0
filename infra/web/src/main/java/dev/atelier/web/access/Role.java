package dev.atelier.web.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a token may do, as named in the claim {@code realm_access.roles}. */
public enum Role {
    /** A person, for themselves. */
    USER,
    /** A program that speaks for people of its own identity namespace, such as the Telegram bot. */
    SERVICE,
    /** An administrator. */
    ADMIN;

    /** The word in the token. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The roles among the words of a token; unknown words are skipped. A service is never anything else beside, so that
     * no token speaks for other people and administrates at once.
     */
    static Set<Role> of(Collection<?> words) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Role role : values()) {
            if (words.contains(role.word())) {
                roles.add(role);
            }
        }
        return roles.contains(SERVICE) ? EnumSet.of(SERVICE) : roles;
    }
}
