package dev.atelier.command.preset;

import dev.atelier.command.preset.PresetCatalogue.Entry;
import dev.atelier.contracts.job.JobInput;
import dev.atelier.contracts.job.ParameterValue;
import dev.atelier.contracts.preset.PresetDefinition;
import dev.atelier.contracts.preset.PresetDefinition.Placement;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * How large a picture a graph makes, told before it runs: the sizes of the pictures that go in are followed through the
 * nodes whose effect on sizes is known (ComfyUI, {@code nodes.py}).
 */
public final class OutputSize {
    /** Width and height in pixels. */
    public record Size(long width, long height) {
        public long pixels() {
            return Math.multiplyExact(width, height);
        }
    }

    /** A graph is a preset's own, but nothing may go round in circles. */
    private static final int DEPTH_MAX = 100;

    private static final long LATENT = 8;

    private final JsonNode graph;
    private final Map<Placement, BigDecimal> values = new HashMap<>();
    private final Map<String, Size> loaded = new HashMap<>();

    private OutputSize(Entry entry, Map<String, ParameterValue> parameters, List<JobInput> inputs) {
        graph = entry.graph();
        PresetDefinition preset = entry.definition();
        preset.parameters().forEach(parameter -> {
            if (parameters.get(parameter.name()) instanceof ParameterValue.Number(BigDecimal number)) {
                parameter.placements().forEach(placement -> values.put(placement, number));
            }
        });
        inputs.forEach(input -> preset.inputs().stream()
                .filter(wanted -> wanted.name().equals(input.name()))
                .flatMap(wanted -> wanted.placements().stream())
                .forEach(place -> loaded.put(place.node(), new Size(input.width(), input.height()))));
    }

    /** The largest picture that is saved; empty where a node stands in between whose effect is not known. */
    public static Optional<Size> largest(Entry preset, Map<String, ParameterValue> parameters, List<JobInput> inputs) {
        OutputSize sizes = new OutputSize(preset, parameters, inputs);
        return sizes.graph.propertyNames().stream()
                .filter(node -> sizes.type(node).equals("SaveImage"))
                .flatMap(node -> sizes.from(node, "images", 0).stream())
                .max((a, b) -> Long.compare(a.pixels(), b.pixels()));
    }

    private Optional<Size> from(String node, String input, int depth) {
        JsonNode link = graph.path(node).path("inputs").path(input).path(0);
        return link.isString() && depth < DEPTH_MAX ? of(link.stringValue(), depth + 1) : Optional.empty();
    }

    private Optional<Size> of(String node, int depth) {
        return switch (type(node)) {
            case "LoadImage" -> Optional.ofNullable(loaded.get(node));
            case "ImageInvert", "ImageBlur", "ImageSharpen" -> from(node, "image", depth);
            case "VAEDecode" -> from(node, "samples", depth);
            case "KSampler" -> from(node, "latent_image", depth);
            case "VAEEncode" -> from(node, "pixels", depth).map(OutputSize::inLatents);
            case "EmptyLatentImage" -> Optional.of(inLatents(own(node)));
            case "ImageScaleToTotalPixels" ->
                from(node, "image", depth)
                        .map(size -> scaled(
                                size,
                                number(node, "megapixels").doubleValue(),
                                number(node, "resolution_steps").longValue()));
            case "ImageScaleBy" -> from(node, "image", depth).map(size -> scaled(size, number(node, "scale_by")));
            case "ImageScale" -> from(node, "image", depth).map(size -> scaled(node, size));
            case "ImageCrop" -> Optional.of(own(node));
            default -> Optional.empty();
        };
    }

    private Size own(String node) {
        return new Size(
                number(node, "width").longValue(), number(node, "height").longValue());
    }

    /** A latent's pixel is eight of the picture's, and what is left over is cut off. */
    private static Size inLatents(Size size) {
        return new Size(size.width() / LATENT * LATENT, size.height() / LATENT * LATENT);
    }

    private static Size scaled(Size size, double megapixels, long steps) {
        double factor = Math.sqrt(megapixels * 1024 * 1024 / size.pixels());
        long step = Math.max(1, steps);
        return new Size(
                (long) Math.rint(size.width() * factor / step) * step,
                (long) Math.rint(size.height() * factor / step) * step);
    }

    private static Size scaled(Size size, BigDecimal factor) {
        return new Size(
                Math.round(size.width() * factor.doubleValue()), Math.round(size.height() * factor.doubleValue()));
    }

    /** A side of 0 follows from the other one. */
    private Size scaled(String node, Size size) {
        long width = number(node, "width").longValue();
        long height = number(node, "height").longValue();
        if (width == 0 && height == 0) {
            return size;
        }
        if (width == 0) {
            return new Size(Math.max(1, Math.round((double) size.width() * height / size.height())), height);
        }
        return height == 0
                ? new Size(width, Math.max(1, Math.round((double) size.height() * width / size.width())))
                : new Size(width, height);
    }

    private BigDecimal number(String node, String input) {
        BigDecimal placed = values.get(new Placement(node, input));
        JsonNode own = graph.path(node).path("inputs").path(input);
        return placed != null ? placed : own.isNumber() ? own.decimalValue() : BigDecimal.ZERO;
    }

    private String type(String node) {
        return graph.path(node).path("class_type").asString("");
    }
}
