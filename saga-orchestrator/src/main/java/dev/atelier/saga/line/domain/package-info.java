/** Whose turn it is: no clock, no broker, no database. */
@NullMarked
package dev.atelier.saga.line.domain;

import org.jspecify.annotations.NullMarked;
