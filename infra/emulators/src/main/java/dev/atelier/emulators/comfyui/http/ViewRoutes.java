package dev.atelier.emulators.comfyui.http;

import dev.atelier.emulators.comfyui.Folders;
import dev.atelier.emulators.comfyui.Generation;
import dev.atelier.emulators.comfyui.image.ImageBatch;
import dev.atelier.emulators.comfyui.image.MemoryLimit;
import dev.atelier.emulators.comfyui.image.PictureFile;
import dev.atelier.emulators.comfyui.image.PngFile;
import dev.atelier.emulators.comfyui.image.PreviewFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code GET /view}: a file as it is, or a picture encoded anew (which drops its metadata). */
final class ViewRoutes {

    private static final int PREVIEW_QUALITY = 90;

    private final Folders folders;
    private final MemoryLimit memory;
    private final Generation generation;

    ViewRoutes(Folders folders, MemoryLimit memory, Generation generation) {
        this.generation = generation;
        this.folders = folders;
        this.memory = memory;
    }

    List<Route> routes() {
        return List.of(Route.get("/view", this::view));
    }

    private Answer view(Ask ask) throws IOException {
        String asked = ask.parameter("filename");
        if (asked == null) {
            return Answer.empty(404);
        }
        Folders.Named named = folders.named(asked);
        if (named.name().isEmpty()
                || named.name().startsWith("/")
                || named.name().contains("..")) {
            return Answer.empty(400);
        }
        String type = ask.parameter("type");
        Optional<Path> root = named.folder().or(() -> folders.ofType(type == null ? "output" : type));
        if (root.isEmpty()) {
            return Answer.empty(400);
        }
        String subfolder = ask.parameter("subfolder");
        Optional<Path> folder = Folders.inside(root.get(), subfolder == null ? "" : subfolder);
        if (folder.isEmpty()) {
            return Answer.empty(403);
        }
        Path file = folder.get().resolve(named.name().substring(named.name().lastIndexOf('/') + 1));
        return Files.isRegularFile(file) ? show(ask, file) : Answer.empty(404);
    }

    private Answer show(Ask ask, Path file) throws IOException {
        String channel = ask.parameter("channel");
        String preview = ask.parameter("preview");
        if (preview != null) {
            return preview(file, preview.split(";", -1), channel == null ? "" : channel);
        }
        if ("rgb".equals(channel)) {
            ImageBatch stored = PictureFile.stored(file, memory);
            byte[] png = PngFile.encode(PngFile.picture(stored, stored.frames().getFirst()), Map.of());
            return named(Answer.of(200, "image/png", png), file);
        }
        if ("a".equals(channel)) {
            return named(Answer.of(200, "image/png", PreviewFile.alpha(PictureFile.decode(file, memory))), file);
        }
        return StoredFile.answer(ask, file, generation);
    }

    private Answer preview(Path file, String[] wish, String channel) throws IOException {
        BufferedImage image = PictureFile.decode(file, memory);
        boolean isJpeg = wish[0].equals("jpeg") && !channel.contains("a");
        String last = wish[wish.length - 1];
        int quality = last.matches("\\d{1,3}") ? Integer.parseInt(last) : PREVIEW_QUALITY;
        return isJpeg
                ? named(Answer.of(200, "image/jpeg", PreviewFile.jpeg(image, quality)), file)
                : named(Answer.of(200, "image/webp", PreviewFile.webp(image)), file);
    }

    private static Answer named(Answer answer, Path file) {
        return answer.with("Content-Disposition", "filename=\"" + file.getFileName() + "\"");
    }
}
