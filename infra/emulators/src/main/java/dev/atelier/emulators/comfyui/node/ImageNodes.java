package dev.atelier.emulators.comfyui.node;

import dev.atelier.emulators.comfyui.image.ImageBatch;
import dev.atelier.emulators.comfyui.image.UpscaleMethod;
import dev.atelier.emulators.comfyui.python.PythonError;
import java.util.Collections;

/** The nodes that make pictures out of nothing or out of pictures. */
final class ImageNodes {

    private ImageNodes() {}

    /** {@code EmptyImage}: one colour, 0xRRGGBB; a batch shares its only picture. */
    static NodeResult empty(NodeCall call) {
        int width = call.number("width");
        int height = call.number("height");
        int count = call.number("batch_size");
        call.memory().check(width, height, count);
        int colour = call.number("color");
        float[] frame = new float[width * height * ImageBatch.CHANNELS];
        for (int i = 0; i < frame.length; i += ImageBatch.CHANNELS) {
            frame[i] = ImageBatch.fromByte(colour >> 16 & 0xff);
            frame[i + 1] = ImageBatch.fromByte(colour >> 8 & 0xff);
            frame[i + 2] = ImageBatch.fromByte(colour & 0xff);
        }
        return NodeResult.of(new ImageBatch(width, height, Collections.nCopies(count, frame)));
    }

    /** {@code ImageInvert}: {@code 1 - x}; since a saved value is cut off, inverting 200 gives 54 and not 55. */
    static NodeResult invert(NodeCall call) {
        ImageBatch image = call.image("image");
        call.memory().check(image.width(), image.height(), image.frames().size());
        return NodeResult.of(image.map(image.width(), image.height(), frame -> {
            float[] out = new float[frame.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = 1f - frame[i];
            }
            return out;
        }));
    }

    /** {@code ImageCrop}: the corner is moved into the picture, the size is cut at its border. */
    static NodeResult crop(NodeCall call) {
        ImageBatch image = call.image("image");
        int x = Math.min(call.number("x"), image.width() - 1);
        int y = Math.min(call.number("y"), image.height() - 1);
        int width = Math.min(call.number("width"), image.width() - x);
        int height = Math.min(call.number("height"), image.height() - y);
        return NodeResult.of(part(image, x, y, width, height));
    }

    /** {@code ImageScale}: a side of 0 follows the other one's proportion, two of them change nothing. */
    static NodeResult scale(NodeCall call) {
        ImageBatch image = call.image("image");
        int width = call.number("width");
        int height = call.number("height");
        if (width == 0 && height == 0) {
            return NodeResult.of(image);
        }
        if (width == 0) {
            width = Math.max(1, (int) Math.rint((double) image.width() * height / image.height()));
        } else if (height == 0) {
            height = Math.max(1, (int) Math.rint((double) image.height() * width / image.width()));
        }
        ImageBatch source = call.text("crop").equals("center") ? centre(image, width, height) : image;
        return NodeResult.of(resize(call, method(call), source, width, height));
    }

    /** {@code ImageScaleBy}: both sides rounded half to even, as Python does. */
    static NodeResult scaleBy(NodeCall call) {
        ImageBatch image = call.image("image");
        double factor = call.fraction("scale_by");
        int width = (int) Math.rint(image.width() * factor);
        int height = (int) Math.rint(image.height() * factor);
        return NodeResult.of(resize(call, method(call), image, width, height));
    }

    /** {@code ImageScaleToTotalPixels}: a megapixel has 1024 * 1024; both sides are multiples of the steps. */
    static NodeResult scaleToPixels(NodeCall call) {
        ImageBatch image = call.image("image");
        double pixels = call.fraction("megapixels") * 1024 * 1024;
        double factor = Math.sqrt(pixels / ((double) image.width() * image.height()));
        int steps = call.values().path("resolution_steps").asInt(1);
        int width = (int) Math.rint(image.width() * factor / steps) * steps;
        int height = (int) Math.rint(image.height() * factor / steps) * steps;
        return NodeResult.of(resize(call, method(call), image, width, height));
    }

    /** As large as another picture: the middle part with its proportion, scaled. */
    static ImageBatch fitted(NodeCall call, UpscaleMethod method, ImageBatch image, ImageBatch like) {
        return resize(call, method, centre(image, like.width(), like.height()), like.width(), like.height());
    }

    private static UpscaleMethod method(NodeCall call) {
        return UpscaleMethod.of(call.text("upscale_method"));
    }

    private static ImageBatch resize(NodeCall call, UpscaleMethod method, ImageBatch source, int width, int height) {
        if (width < 1 || height < 1) {
            throw noSize(method, source, width, height);
        }
        call.memory().check(width, height, source.frames().size());
        call.memory().check(width, source.height(), 1);
        return source.map(width, height, f -> method.resize(f, source.width(), source.height(), width, height));
    }

    private static PythonError noSize(UpscaleMethod method, ImageBatch source, int width, int height) {
        return method == UpscaleMethod.LANCZOS
                ? PythonError.valueError("height and width must be > 0")
                : PythonError.runtimeError(
                        ("Input and output sizes should be greater than 0, but got input (H: %d, W: %d)"
                                        + " output (H: %d, W: %d)")
                                .formatted(source.height(), source.width(), height, width));
    }

    /** The middle part with the proportion of the target. */
    private static ImageBatch centre(ImageBatch image, int width, int height) {
        double oldAspect = (double) image.width() / image.height();
        double newAspect = (double) width / height;
        int x = 0;
        int y = 0;
        if (oldAspect > newAspect) {
            x = (int) Math.rint((image.width() - image.width() * (newAspect / oldAspect)) / 2);
        } else if (oldAspect < newAspect) {
            y = (int) Math.rint((image.height() - image.height() * (oldAspect / newAspect)) / 2);
        }
        return part(image, x, y, image.width() - 2 * x, image.height() - 2 * y);
    }

    private static ImageBatch part(ImageBatch image, int x, int y, int width, int height) {
        int line = width * ImageBatch.CHANNELS;
        return image.map(width, height, frame -> {
            float[] out = new float[line * height];
            for (int row = 0; row < height; row++) {
                int from = ((y + row) * image.width() + x) * ImageBatch.CHANNELS;
                System.arraycopy(frame, from, out, row * line, line);
            }
            return out;
        });
    }
}
