package dev.atelier.query.readmodel;

import dev.atelier.eventstore.StoredEvent;
import java.util.List;

/**
 * One feature's share of the read models. What it writes follows from the log alone. An event that is
 * {@linkplain StoredEvent#isSkipped() skipped} only counts in its stream.
 */
public interface Projection {
    /**
     * Keys of documents that {@link #apply} will ask for, so that a batch fetches them together. Asked again, with
     * what was fetched, until no more keys come: a document may name another one.
     */
    default List<String> reads(StoredEvent event, WorkingCopy known) {
        return List.of();
    }

    /** Folds one event in; throws {@link LostDocumentException} when a document should be there and is not. */
    void apply(StoredEvent event, WorkingCopy models);
}
