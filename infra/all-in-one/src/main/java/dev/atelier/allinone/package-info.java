/** The local run: every server embedded, every deployable in a Spring context of its own, one address. */
@NullMarked
package dev.atelier.allinone;

import org.jspecify.annotations.NullMarked;
