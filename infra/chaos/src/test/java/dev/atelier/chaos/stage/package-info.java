/** Tests. */
@NullMarked
package dev.atelier.chaos.stage;

import org.jspecify.annotations.NullMarked;
