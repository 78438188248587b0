/**
 * Runs orders on ComfyUI: HTTP tells what is true, the web socket only how far it is. Written against ComfyUI 0.3.64
 * and 0.33.0; what a server can do is found out by asking it, so there is no switch for its version.
 */
@NullMarked
package dev.atelier.gpu.comfyui;

import org.jspecify.annotations.NullMarked;
