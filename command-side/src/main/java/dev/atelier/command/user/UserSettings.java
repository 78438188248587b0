package dev.atelier.command.user;

import dev.atelier.contracts.money.Credits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code atelier.users.*}.
 *
 * @param welcomeCredits what a new person can spend before anybody paid, 0 for nothing
 */
@ConfigurationProperties("atelier.users")
record UserSettings(@DefaultValue("0") long welcomeCredits) {
    UserSettings {
        if (welcomeCredits < 0) {
            throw new IllegalArgumentException("atelier.users.welcome-credits must not be below 0");
        }
    }

    Credits welcome() {
        return Credits.of(welcomeCredits);
    }
}
