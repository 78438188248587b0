/** What administrators see: a job's timeline and an account, folded from the log to any moment. */
@NullMarked
package dev.atelier.query.audit;

import org.jspecify.annotations.NullMarked;
