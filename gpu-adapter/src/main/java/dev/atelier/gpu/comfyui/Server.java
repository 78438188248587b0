package dev.atelier.gpu.comfyui;

/** One server: how to talk to it, how patiently, and how it is. */
record Server(ComfyUiHttp http, ComfyUiSettings settings, Condition condition) {
    static Server of(ComfyUiSettings settings) {
        ComfyUiHttp http = new ComfyUiHttp(settings);
        return new Server(http, settings, new Condition(http, settings));
    }
}
