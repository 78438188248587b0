/** The log as this side reads it. */
@NullMarked
package dev.atelier.query.log;

import org.jspecify.annotations.NullMarked;
