/** The rules of a job's life: pure functions over states that are types. */
@NullMarked
package dev.atelier.command.job.domain;

import org.jspecify.annotations.NullMarked;
