package dev.atelier.query.ledger;

import dev.atelier.audit.domain.StoredObject;
import java.util.function.Consumer;

/** The objects, to be listed. */
@FunctionalInterface
interface Bucket {
    /** Tells every object whose key begins with the prefix, page by page. A store that is away is a {@link BucketAwayException}. */
    void forEach(String prefix, Consumer<StoredObject> object);

    /** S3 cannot be reached, or does not let itself be listed. */
    final class BucketAwayException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BucketAwayException(Throwable cause) {
            super(cause);
        }
    }
}
