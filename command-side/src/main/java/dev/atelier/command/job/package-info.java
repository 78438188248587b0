/** Jobs: write REST, the aggregate, and the one unit of work that accepts a job. */
@NullMarked
package dev.atelier.command.job;

import org.jspecify.annotations.NullMarked;
