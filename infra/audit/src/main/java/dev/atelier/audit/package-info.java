/** Reads the log in PostgreSQL into the one auditor. */
@NullMarked
package dev.atelier.audit;

import org.jspecify.annotations.NullMarked;
