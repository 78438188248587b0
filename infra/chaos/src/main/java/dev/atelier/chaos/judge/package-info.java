/** What became of every accepted job: by the log alone, and as its owner reads it. */
@NullMarked
package dev.atelier.chaos.judge;

import org.jspecify.annotations.NullMarked;
