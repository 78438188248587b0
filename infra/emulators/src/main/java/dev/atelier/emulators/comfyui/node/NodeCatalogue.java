package dev.atelier.emulators.comfyui.node;

import dev.atelier.emulators.comfyui.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The installed node classes: their declarations as {@code GET /object_info} shows them, and their functions. The
 * declarations are what prompts are validated against.
 */
public final class NodeCatalogue {

    private static final String DECLARATIONS = "object-info.json";

    private final ObjectNode declarations;
    private final Folders folders;
    private final Map<String, NodeFunction> functions = Map.of(
            "EmptyImage", ImageNodes::empty,
            "LoadImage", FileNodes::load,
            "ImageScale", ImageNodes::scale,
            "ImageScaleBy", ImageNodes::scaleBy,
            "ImageCrop", ImageNodes::crop,
            "ImageInvert", ImageNodes::invert,
            "ImageBlur", ImageNodes::blur,
            "SaveImage", FileNodes::save,
            "PreviewImage", FileNodes::preview);

    public NodeCatalogue(Folders folders) {
        this.folders = folders;
        try (InputStream in = Objects.requireNonNull(NodeCatalogue.class.getResourceAsStream(DECLARATIONS))) {
            declarations = (ObjectNode) JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All declarations; the choices of LoadImage are the pictures in the input folder now. */
    public ObjectNode all() {
        ObjectNode all = declarations.deepCopy();
        ArrayNode choices = (ArrayNode) all.at("/LoadImage/input/required/image/0");
        uploaded().forEach(choices::add);
        return all;
    }

    /** The declaration of one class. */
    public Optional<JsonNode> find(String nodeClass) {
        return nodeClass.equals("LoadImage")
                ? Optional.of(all().required(nodeClass))
                : Optional.ofNullable(declarations.get(nodeClass));
    }

    public NodeFunction function(String nodeClass) {
        return Objects.requireNonNull(functions.get(nodeClass), nodeClass);
    }

    private Stream<String> uploaded() {
        try (Stream<Path> files = Files.list(folders.input())) {
            return files
                    .filter(Files::isRegularFile)
                    .map(f -> String.valueOf(f.getFileName()))
                    .filter(n -> n.toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g|webp|gif|bmp|tiff?)"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
