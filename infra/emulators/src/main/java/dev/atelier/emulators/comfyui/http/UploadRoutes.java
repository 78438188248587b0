package dev.atelier.emulators.comfyui.http;

import dev.atelier.emulators.comfyui.Folders;
import dev.atelier.emulators.comfyui.python.PythonError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code POST /upload/image}. The content is not looked at; the returned name is the one to use. */
final class UploadRoutes {

    private static final int NAME_BYTES_MAX = 255;

    private final Folders folders;

    UploadRoutes(Folders folders) {
        this.folders = folders;
    }

    List<Route> routes() {
        return List.of(Route.post("/upload/image", this::upload));
    }

    private Answer upload(Ask ask) throws IOException {
        Map<String, Multipart.Field> fields = Multipart.fields(ask.headers().get(HttpHeader.CONTENT_TYPE), ask.body());
        String type = text(fields, "type", "input");
        Path folder = folders.ofType(type)
                .orElseThrow(() -> new PythonError("UnboundLocalError", "cannot access local variable 'type_dir'"));
        Multipart.Field image = fields.get("image");
        if (image == null || (image.fileName() == null && image.content().length == 0)) {
            return Answer.empty(400);
        }
        if (image.fileName() == null || image.fileName().isEmpty()) {
            throw PythonError.attributeError("str", "file");
        }
        String subfolder = text(fields, "subfolder", "");
        Optional<Path> target = Folders.inside(folder, subfolder);
        Optional<Path> file = target.flatMap(t -> insideRoot(folder, t, image.fileName()));
        if (target.isEmpty() || file.isEmpty()) {
            return Answer.empty(400);
        }
        Files.createDirectories(target.get());
        boolean overwrites = List.of("true", "1").contains(text(fields, "overwrite", ""));
        String name = store(target.get(), image, overwrites);
        return Answer.json(JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("subfolder", subfolder)
                .put("type", type));
    }

    private static Optional<Path> insideRoot(Path root, Path target, @Nullable String fileName) {
        Path path = target.resolve(String.valueOf(fileName)).normalize();
        return path.startsWith(root) && !path.equals(root) ? Optional.of(path) : Optional.empty();
    }

    /** Keeps a name with the same content, otherwise finds a free one: "x (1).png". */
    private static String store(Path folder, Multipart.Field image, boolean overwrites) throws IOException {
        String original = String.valueOf(image.fileName());
        int dot = original.lastIndexOf('.');
        String stem = dot > 0 ? original.substring(0, dot) : original;
        String extension = dot > 0 ? original.substring(dot) : "";
        String name = original;
        for (int i = 1; !overwrites && Files.exists(folder.resolve(name)); i++) {
            if (Arrays.equals(Files.readAllBytes(folder.resolve(name)), image.content())) {
                return name;
            }
            name = stem + " (" + i + ")" + extension;
        }
        Path file = folder.resolve(name);
        Path parent = file.getParent();
        boolean isTooLong = name.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES_MAX;
        if (isTooLong || parent == null || !Files.isDirectory(parent)) {
            throw new PythonError("OSError", "the file cannot be opened");
        }
        Files.write(file, image.content());
        return name;
    }

    private static String text(Map<String, Multipart.Field> fields, String name, String absent) {
        Multipart.Field field = fields.get(name);
        return field == null ? absent : field.text();
    }
}
