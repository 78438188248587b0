package dev.atelier.allinone.issuer;

import java.util.List;
import org.springframework.security.core.userdetails.User;

/**
 * A person who has signed in. Their "user name" for Spring is the subject, which becomes {@code sub} of every token.
 */
final class SignedIn extends User {
    private static final long serialVersionUID = 1L;

    private final String name;

    SignedIn(LocalPerson person) {
        super(person.subject(), person.passwordHash(), List.of());
        this.name = person.name();
    }

    String name() {
        return name;
    }
}
