package dev.atelier.emulators.comfyui.node;

import dev.atelier.emulators.comfyui.image.ImageBatch;
import dev.atelier.emulators.comfyui.image.PictureFile;
import dev.atelier.emulators.comfyui.image.PngFile;
import dev.atelier.emulators.comfyui.python.PythonError;
import dev.atelier.emulators.comfyui.python.PythonJson;
import dev.atelier.emulators.comfyui.python.PythonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The nodes that read and write files. */
final class FileNodes {

    private FileNodes() {}

    /** {@code LoadImage}. */
    static NodeResult load(NodeCall call) throws IOException {
        String name = call.text("image");
        Path file = call.folders()
                .loadable(name)
                .orElseThrow(() ->
                        new PythonError("FileNotFoundError", "[Errno 2] No such file or directory: '" + name + "'"));
        PictureFile.Loaded loaded = PictureFile.load(file, call.memory());
        return new NodeResult(List.of(loaded.picture(), loaded.mask()), null);
    }

    /** {@code LoadImage} of the older generation, which leaves empty files to Pillow too. */
    static NodeResult loadAsBefore(NodeCall call) throws IOException {
        String name = call.text("image");
        Path file = call.folders().loadable(name).orElse(null);
        if (file != null && Files.size(file) == 0) {
            throw new PythonError("PIL.UnidentifiedImageError", "cannot identify image file '" + file + "'");
        }
        return load(call);
    }

    /** {@code SaveImage}: into the output folder, under the client's prefix. */
    static NodeResult save(NodeCall call) throws IOException {
        return write(call, call.text("filename_prefix"), call.folders().output(), "output");
    }

    /** {@code PreviewImage}: into the temp folder, under a prefix of its own. */
    static NodeResult preview(NodeCall call) throws IOException {
        return write(
                call, "ComfyUI_temp_" + call.previewSuffix(), call.folders().temp(), "temp");
    }

    private static NodeResult write(NodeCall call, String prefix, Path folder, String type) throws IOException {
        ImageBatch images = call.image("images");
        SaveTarget target = SaveTarget.of(prefix, folder, images.width(), images.height());
        Map<String, String> texts = metadata(call.prompt(), call.extraPngInfo());
        ArrayNode saved = JsonNodeFactory.instance.arrayNode();
        int number = 0;
        for (float[] frame : images.frames()) {
            String file = target.fileName(number++);
            Files.write(target.folder().resolve(file), PngFile.encode(PngFile.picture(images, frame), texts));
            saved.addObject()
                    .put("filename", file)
                    .put("subfolder", target.subfolder())
                    .put("type", type);
        }
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.set("images", saved);
        return new NodeResult(List.of(images), shown);
    }

    private static Map<String, String> metadata(ObjectNode prompt, @Nullable JsonNode extraPngInfo) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("prompt", PythonJson.dumps(prompt));
        if (extraPngInfo == null || extraPngInfo.isNull()) {
            return texts;
        }
        if (!extraPngInfo.isObject()) {
            throw PythonError.typeError("indices must be integers or slices, not " + PythonText.typeName(extraPngInfo));
        }
        extraPngInfo.properties().forEach(e -> texts.put(e.getKey(), PythonJson.dumps(e.getValue())));
        return texts;
    }
}
