/** The validation of a submitted graph, with the error bodies of the real server. */
@NullMarked
package dev.atelier.emulators.comfyui.prompt;

import org.jspecify.annotations.NullMarked;
