package dev.atelier.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.contracts.account.AccountEvent.AccountOpened;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.user.UserId;
import dev.atelier.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An event that was stored by an older version is read by today's, or refused; never guessed. */
class OlderRevisionsTest {
    private static final AccountOpened OPENED =
            new AccountOpened(new AccountId(new UUID(0, 1)), new UserId(new UUID(0, 1)));

    @Test
    void an_upcaster_brings_it_to_todays_type() {
        String older = new String(WireJson.write(OPENED), StandardCharsets.UTF_8).replace("owner", "holder");

        Object read =
                revisions(new HolderBecameOwner()).read("account-opened", 0, older.getBytes(StandardCharsets.UTF_8));

        assertThat(read).isEqualTo(OPENED);
    }

    @Test
    void without_an_upcaster_it_is_refused() {
        assertThatThrownBy(
                        () -> revisions(NoOpEventUpcaster.INSTANCE).read("account-opened", 7, WireJson.write(OPENED)))
                .isInstanceOf(SerializationException.class)
                .rootCause()
                .hasMessageContaining("revision 7 of account-opened");
    }

    private static OlderRevisions revisions(EventUpcaster upcasters) {
        return new OlderRevisions(WireNameSerializer.create(), upcasters);
    }

    private static final class HolderBecameOwner extends SingleEventUpcaster {
        @Override
        protected boolean canUpcast(IntermediateEventRepresentation event) {
            return event.getType().equals(new SimpleSerializedType("account-opened", "0"));
        }

        @Override
        protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
            return event.upcastPayload(
                    new SimpleSerializedType("account-opened", "1"),
                    JsonNode.class,
                    json -> ((ObjectNode) json).set("owner", ((ObjectNode) json).remove("holder")));
        }
    }
}
