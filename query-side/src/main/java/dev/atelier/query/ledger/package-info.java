/** The audit on demand: the log recomputed, and compared with the read models in Redis and the objects in S3. */
@NullMarked
package dev.atelier.query.ledger;

import org.jspecify.annotations.NullMarked;
