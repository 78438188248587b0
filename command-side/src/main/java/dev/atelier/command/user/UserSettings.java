package dev.atelier.command.user;

import dev.atelier.contracts.money.Credits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code atelier.users.*}.
 *
 * @param welcomeCredits what a new person can spend before anybody paid, 0 for nothing
 * @param erasurePatience how long somebody who wants to be erased waits for their jobs to be stopped, before they are
 *     told to ask again
 */
@ConfigurationProperties("atelier.users")
record UserSettings(
        @DefaultValue("0") long welcomeCredits,
        @DefaultValue("25s") Duration erasurePatience) {
    UserSettings {
        if (welcomeCredits < 0) {
            throw new IllegalArgumentException("atelier.users.welcome-credits must not be below 0");
        }
        if (erasurePatience.isNegative()) {
            throw new IllegalArgumentException("atelier.users.erasure-patience must not be below zero");
        }
    }

    Credits welcome() {
        return Credits.of(welcomeCredits);
    }
}
