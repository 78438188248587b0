/** What operators see. */
@NullMarked
package dev.atelier.query.meters;

import org.jspecify.annotations.NullMarked;
