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
 * @param erasureCheck how often erasures that broke off are looked for; they are finished when they are as old as this
 * @param lateResults after which nothing of an erased person's jobs can be under way any more: what came late and was
 *     stored all the same is removed then
 */
@ConfigurationProperties("atelier.users")
record UserSettings(
        @DefaultValue("0") long welcomeCredits,
        @DefaultValue("25s") Duration erasurePatience,
        @DefaultValue("10m") Duration erasureCheck,
        @DefaultValue("3h") Duration lateResults) {
    UserSettings {
        if (welcomeCredits < 0) {
            throw new IllegalArgumentException("atelier.users.welcome-credits must not be below 0");
        }
        if (erasurePatience.isNegative()) {
            throw new IllegalArgumentException("atelier.users.erasure-patience must not be below zero");
        }
        if (!erasureCheck.isPositive() || lateResults.isNegative()) {
            throw new IllegalArgumentException(
                    "atelier.users.erasure-check must be above zero, and late-results not below");
        }
    }

    Credits welcome() {
        return Credits.of(welcomeCredits);
    }
}
