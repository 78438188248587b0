package dev.atelier.query.readmodel;

import dev.atelier.eventstore.StoredEvent;
import java.util.List;

/** One feature's share of the read models. What it writes follows from the log alone. */
public interface Projection {
    /** Keys of documents that {@link #apply} will ask for, so that a batch fetches them together. */
    default List<String> reads(StoredEvent event) {
        return List.of();
    }

    /** Folds one event in; throws {@link LostDocumentException} when a document should be there and is not. */
    void apply(StoredEvent event, WorkingCopy models);
}
