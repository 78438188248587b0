package dev.atelier.emulators.comfyui.node;

import dev.atelier.emulators.comfyui.image.ImageBatch;
import dev.atelier.emulators.comfyui.image.UpscaleMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The nodes that put pictures together, take them apart, and turn them. */
final class BatchNodes {

    private BatchNodes() {}

    /** {@code ImageBatch}: pictures of another size are cut and scaled to the first one's. */
    static NodeResult batch(NodeCall call) {
        ImageBatch first = call.image("image1");
        ImageBatch given = call.image("image2");
        boolean same = first.width() == given.width() && first.height() == given.height();
        ImageBatch second = same ? given : ImageNodes.fitted(call, UpscaleMethod.BILINEAR, given, first);
        List<float[]> frames = new ArrayList<>(first.frames());
        frames.addAll(second.frames());
        call.memory().check(first.width(), first.height(), frames.size());
        return NodeResult.of(new ImageBatch(first.width(), first.height(), frames));
    }

    /** {@code RepeatImageBatch}: the whole batch again and again. */
    static NodeResult repeat(NodeCall call) {
        ImageBatch image = call.image("image");
        int amount = call.number("amount");
        call.memory().check(image.width(), image.height(), (long) image.frames().size() * amount);
        List<float[]> frames = IntStream.range(0, amount)
                .boxed()
                .flatMap(_ -> image.frames().stream())
                .toList();
        return NodeResult.of(new ImageBatch(image.width(), image.height(), frames));
    }

    /** {@code ImageFromBatch}: a negative index counts from the end; what lies outside is moved inside. */
    static NodeResult from(NodeCall call) {
        ImageBatch image = call.image("image");
        int size = image.frames().size();
        int asked = call.number("batch_index");
        int index = Math.clamp(asked < 0 ? asked + size : asked, 0, size - 1);
        int length = Math.min(size - index, call.number("length"));
        return NodeResult.of(
                new ImageBatch(image.width(), image.height(), image.frames().subList(index, index + length)));
    }

    /** {@code ImageFlip}: upside down, or left to right. */
    static NodeResult flip(NodeCall call) {
        ImageBatch image = call.image("image");
        boolean upsideDown = call.text("flip_method").startsWith("x");
        int right = image.width() - 1;
        int bottom = image.height() - 1;
        return NodeResult.of(moved(
                call,
                image.width(),
                image.height(),
                (x, y) -> upsideDown ? at(image, x, bottom - y) : at(image, right - x, y)));
    }

    /** {@code ImageRotate}: clockwise by quarters. */
    static NodeResult rotate(NodeCall call) {
        ImageBatch image = call.image("image");
        int right = image.width() - 1;
        int bottom = image.height() - 1;
        return NodeResult.of(
                switch (call.text("rotation")) {
                    case "90 degrees" -> moved(call, image.height(), image.width(), (x, y) -> at(image, y, bottom - x));
                    case "180 degrees" ->
                        moved(call, image.width(), image.height(), (x, y) -> at(image, right - x, bottom - y));
                    case "270 degrees" -> moved(call, image.height(), image.width(), (x, y) -> at(image, right - y, x));
                    default -> image;
                });
    }

    /** Where the value of a pixel begins that goes to (x, y). */
    private interface Source {
        int index(int x, int y);
    }

    private static int at(ImageBatch image, int x, int y) {
        return (y * image.width() + x) * ImageBatch.CHANNELS;
    }

    private static ImageBatch moved(NodeCall call, int width, int height, Source source) {
        ImageBatch image = call.image("image");
        call.memory().check(width, height, image.frames().size());
        return image.map(width, height, frame -> {
            float[] out = new float[frame.length];
            int to = 0;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++, to += ImageBatch.CHANNELS) {
                    System.arraycopy(frame, source.index(x, y), out, to, ImageBatch.CHANNELS);
                }
            }
            return out;
        });
    }
}
