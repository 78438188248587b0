/** Whose turn it is. */
@NullMarked
package dev.atelier.saga.line.domain;

import org.jspecify.annotations.NullMarked;
