/** Drives real back ends with the adapter's own clients, and says what of them is as the adapter needs it. */
@NullMarked
package dev.atelier.conformance;

import org.jspecify.annotations.NullMarked;
