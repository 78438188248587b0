/** What all parts of Atelier say to each other. What is stored or sent is named in {@link dev.atelier.contracts.wire.WireNames}. */
@NullMarked
package dev.atelier.contracts;

import org.jspecify.annotations.NullMarked;
