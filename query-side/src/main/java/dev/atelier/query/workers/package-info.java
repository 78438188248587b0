/** Who takes orders. */
@NullMarked
package dev.atelier.query.workers;

import org.jspecify.annotations.NullMarked;
