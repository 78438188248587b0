package dev.atelier.eventstore;

import static dev.atelier.eventstore.TestEvents.jobs;
import static dev.atelier.eventstore.TestEvents.newJob;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.Test;

/** Tokens are values that can be compared and kept. */
interface TokenContract extends EngineContract {
    @Test
    default void a_later_token_covers_an_earlier_one() {
        List<TrackingToken> tokens = someTokens();

        for (int i = 0; i < tokens.size(); i++) {
            for (int j = 0; j < tokens.size(); j++) {
                TrackingToken one = tokens.get(i);
                TrackingToken other = tokens.get(j);
                assertThat(one.covers(other)).isEqualTo(i >= j);
                assertThat(one.lowerBound(other)).isEqualTo(tokens.get(Math.min(i, j)));
                assertThat(one.upperBound(other)).isEqualTo(tokens.get(Math.max(i, j)));
                assertThat(one.samePositionAs(other)).isEqualTo(i == j);
            }
        }
        assertThat(tokens).allMatch(token -> token.covers(engine().createTailToken()));
        assertThat(tokens)
                .extracting(token -> token.position().orElseThrow())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    default void an_event_has_the_same_token_whenever_it_is_read() {
        assertThat(someTokens()).isNotEmpty();
        TrackingToken middle = engine().createHeadToken();
        append(jobs(newJob(), 0, 3));

        assertThat(tokens(middle)).isEqualTo(tokens(middle));
        assertThat(tokens(null)).endsWith(tokens(middle).toArray(TrackingToken[]::new));
        assertThat(engine().createHeadToken()).isEqualTo(tokens(middle).getLast());
    }

    @Test
    default void a_token_survives_its_serializer() {
        Serializer serializer = Jackson3Serializer.builder().build();
        for (TrackingToken token : someTokens()) {
            var stored = serializer.serialize(token, byte[].class);
            Object read = serializer.deserialize(
                    new SimpleSerializedObject<>(stored.getData(), byte[].class, stored.getType()));
            assertThat(read).isEqualTo(token).hasSameHashCodeAs(token);
        }
    }

    private List<TrackingToken> someTokens() {
        TrackingToken head = engine().createHeadToken();
        append(jobs(newJob(), 0, 2));
        append(jobs(newJob(), 0, 2));
        return tokens(head);
    }

    private List<TrackingToken> tokens(@org.jspecify.annotations.Nullable TrackingToken from) {
        return after(from).stream()
                .<TrackingToken>map(TrackedEventMessage::trackingToken)
                .toList();
    }
}
