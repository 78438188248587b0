/** A person's jobs, newest first. */
@NullMarked
package dev.atelier.query.joblist;

import org.jspecify.annotations.NullMarked;
