/**
 * A stand-in for ComfyUI 0.33.0: the real HTTP and WebSocket protocol, a real execution of the nodes that need no
 * model.
 */
@NullMarked
package dev.atelier.emulators.comfyui;

import org.jspecify.annotations.NullMarked;
