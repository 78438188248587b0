/** Tests of the words and the scale. */
@NullMarked
package dev.atelier.bench;

import org.jspecify.annotations.NullMarked;
