/** How the streams of the log become roots that commands are handled by. */
@NullMarked
package dev.atelier.command.stream;

import org.jspecify.annotations.NullMarked;
