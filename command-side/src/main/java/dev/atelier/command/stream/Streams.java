package dev.atelier.command.stream;

import java.util.function.Supplier;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** Makes the {@link Roots} of each kind of stream. {@code blank} stands for a stream that does not exist. */
public final class Streams {
    private final EventStore events;
    private final int rememberedMax;

    Streams(EventStore events, int rememberedMax) {
        this.events = events;
        this.rememberedMax = rememberedMax;
    }

    /** For streams that see few commands: every command reads the log. */
    public <A> Roots<A> of(Class<A> type, Supplier<A> blank) {
        return new Roots<>(new StreamRepository<>(type, blank, events));
    }

    /** For streams that see many commands: what those used last have come to is remembered. */
    public <A extends Rememberable> Roots<A> remembered(Class<A> type, Supplier<A> blank) {
        return new Roots<>(new RememberingRepository<>(type, blank, events, rememberedMax));
    }
}
