package dev.atelier.gpu.comfyui;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A file in ComfyUI's output folder; its sub-folder with slashes, whatever the server's system writes. */
record OutputFile(String filename, String subfolder) implements Output {
    /** Where it can be fetched. */
    String path() {
        return "/view?filename=" + encode(filename) + "&subfolder=" + encode(subfolder) + "&type=output";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
