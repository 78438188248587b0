/** The node classes that the emulator really executes, and their public declarations. */
@NullMarked
package dev.atelier.emulators.comfyui.node;

import org.jspecify.annotations.NullMarked;
