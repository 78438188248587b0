package dev.atelier.emulators.comfyui.node;

import dev.atelier.emulators.comfyui.Folders;
import dev.atelier.emulators.comfyui.Generation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The installed node classes: their declarations as {@code GET /object_info} shows them, and their functions. The
 * declarations are what prompts are validated against.
 */
public final class NodeCatalogue {

    /** What can be computed here, and what a graph for SDXL has besides: there are no models, so it gets no further. */
    private static final List<String> DECLARATIONS = List.of("object-info.json", "object-info-models.json");

    private final ObjectNode declarations = JsonNodeFactory.instance.objectNode();
    private final Folders folders;
    private final Generation generation;
    private final Map<String, NodeFunction> functions = Map.ofEntries(
            entry("EmptyImage", ImageNodes::empty),
            entry("LoadImage", FileNodes::load),
            entry("ImageScale", ImageNodes::scale),
            entry("ImageScaleBy", ImageNodes::scaleBy),
            entry("ImageScaleToTotalPixels", ImageNodes::scaleToPixels),
            entry("ImageCrop", ImageNodes::crop),
            entry("ImageInvert", ImageNodes::invert),
            entry("ImageBlur", FilterNodes::blur),
            entry("ImageSharpen", FilterNodes::sharpen),
            entry("ImageBlend", FilterNodes::blend),
            entry("ImageBatch", BatchNodes::batch),
            entry("RepeatImageBatch", BatchNodes::repeat),
            entry("ImageFromBatch", BatchNodes::from),
            entry("ImageFlip", BatchNodes::flip),
            entry("ImageRotate", BatchNodes::rotate),
            entry("SolidMask", MaskNodes::solid),
            entry("InvertMask", MaskNodes::invert),
            entry("MaskToImage", MaskNodes::toImage),
            entry("ImageToMask", MaskNodes::ofImage),
            entry("SaveImage", FileNodes::save),
            entry("PreviewImage", FileNodes::preview));

    public NodeCatalogue(Folders folders, Generation generation) {
        this.folders = folders;
        this.generation = generation;
        DECLARATIONS.forEach(name -> declarations.setAll(read(name)));
        if (generation.isOld()) {
            OldDeclarations.age(declarations);
        }
    }

    /** Which ComfyUI has these nodes. */
    public Generation generation() {
        return generation;
    }

    private static Map.Entry<String, NodeFunction> entry(String nodeClass, NodeFunction function) {
        return Map.entry(nodeClass, function);
    }

    private static ObjectNode read(String name) {
        try (InputStream in = Objects.requireNonNull(NodeCatalogue.class.getResourceAsStream(name), name)) {
            return (ObjectNode) JsonMapper.shared().readTree(in);
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

    /** The function of a class that can be computed here. */
    public NodeFunction function(String nodeClass) {
        return generation.isOld() && nodeClass.equals("LoadImage")
                ? FileNodes::loadAsBefore
                : Objects.requireNonNull(functions.get(nodeClass), nodeClass);
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
