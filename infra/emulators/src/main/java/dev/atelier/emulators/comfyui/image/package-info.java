/** Pictures as ComfyUI computes with them (RGB floats 0..1), and the files that they come from and go to. */
@NullMarked
package dev.atelier.emulators.comfyui.image;

import org.jspecify.annotations.NullMarked;
