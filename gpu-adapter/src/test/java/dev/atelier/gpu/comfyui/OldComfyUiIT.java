package dev.atelier.gpu.comfyui;

import dev.atelier.emulators.comfyui.Generation;

/** The client against a server without {@code /api/jobs}: queue and history instead, and no switch for it. */
class OldComfyUiIT extends ComfyUiContract {
    OldComfyUiIT() {
        super(Generation.V0_3_64);
    }
}
