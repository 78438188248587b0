package dev.atelier.query.jobview.domain;

import dev.atelier.contracts.user.PersonalText;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where in its stream and when something was told.
 *
 * @param sequence of the event within its stream, from 0
 * @param reveal the text behind a seal, or empty when it was erased
 */
public record Told(long sequence, Instant at, Function<PersonalText, Optional<String>> reveal) {
    @Nullable
    String plain(@Nullable PersonalText sealed) {
        return sealed == null ? null : reveal.apply(sealed).orElse(null);
    }
}
