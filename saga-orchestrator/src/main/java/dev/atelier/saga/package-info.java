/** The orchestrator: it carries every job from its creation to settled money, and decides nothing itself. */
@NullMarked
package dev.atelier.saga;

import org.jspecify.annotations.NullMarked;
