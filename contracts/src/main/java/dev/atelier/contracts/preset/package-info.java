/** What can be asked for: named, versioned, allow-listed workflow templates. */
@NullMarked
package dev.atelier.contracts.preset;

import org.jspecify.annotations.NullMarked;
