package dev.atelier.gpu.comfyui;

import dev.atelier.emulators.comfyui.Generation;

/** The client against a server with {@code /api/jobs}. */
class NewComfyUiIT extends ComfyUiContract {
    NewComfyUiIT() {
        super(Generation.V0_33_0);
    }
}
