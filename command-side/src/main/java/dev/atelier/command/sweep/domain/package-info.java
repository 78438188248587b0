/** What may be removed. */
@NullMarked
package dev.atelier.command.sweep.domain;

import org.jspecify.annotations.NullMarked;
