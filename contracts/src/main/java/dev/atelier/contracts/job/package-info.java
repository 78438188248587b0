/** Jobs: one life, told by one stream. */
@NullMarked
package dev.atelier.contracts.job;

import org.jspecify.annotations.NullMarked;
