/** Commands per second through Axon: our log, Axon's own JDBC engine, and PostgreSQL's floor under both. */
@NullMarked
package dev.atelier.bench.append;

import org.jspecify.annotations.NullMarked;
