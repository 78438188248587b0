/** Tests. */
@NullMarked
package dev.atelier.chaos;

import org.jspecify.annotations.NullMarked;
