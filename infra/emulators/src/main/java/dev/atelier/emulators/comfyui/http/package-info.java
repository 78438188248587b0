/** The HTTP and WebSocket face of the emulator. */
@NullMarked
package dev.atelier.emulators.comfyui.http;

import org.jspecify.annotations.NullMarked;
