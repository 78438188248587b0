/** The queue, the single worker, the execution cache and the history: all that a restart of the server forgets. */
@NullMarked
package dev.atelier.emulators.comfyui.run;

import org.jspecify.annotations.NullMarked;
