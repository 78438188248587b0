package dev.atelier.command.preset;

import dev.atelier.contracts.job.JobKind;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long an attempt may run, by what is made: settings {@code atelier.presets.attempt-limits.*}. A preset that brings
 * a limit of its own keeps it. A limit that was changed is a new revision of its presets at the next start; jobs that
 * were accepted before keep theirs.
 */
record AttemptLimits(
        @DefaultValue("2m") Duration image,
        @DefaultValue("1m") Duration quoteCard,
        @DefaultValue("15m") Duration video,
        @DefaultValue("2m") Duration book,
        @DefaultValue("30m") Duration bookLarge) {
    AttemptLimits {
        require("image", image);
        require("quote-card", quoteCard);
        require("video", video);
        require("book", book);
        require("book-large", bookLarge);
    }

    Duration of(JobKind kind) {
        return switch (kind) {
            case IMAGE -> image;
            case QUOTE_CARD -> quoteCard;
            case VIDEO -> video;
            case BOOK -> book;
            case BOOK_LARGE -> bookLarge;
        };
    }

    private static void require(String name, Duration limit) {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("atelier.presets.attempt-limits." + name + " must be above zero");
        }
    }
}
