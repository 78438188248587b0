package dev.atelier.emulators.comfyui.node;

import dev.atelier.emulators.comfyui.image.BlendMode;
import dev.atelier.emulators.comfyui.image.GaussianBlur;
import dev.atelier.emulators.comfyui.image.ImageBatch;
import dev.atelier.emulators.comfyui.image.UpscaleMethod;
import dev.atelier.emulators.comfyui.python.PythonError;
import java.util.ArrayList;
import java.util.List;

/** The nodes that change pixels by what is around them or above them. */
final class FilterNodes {

    private FilterNodes() {}

    /** {@code ImageBlur}: the border is mirrored, so the radius must be less than each side. */
    static NodeResult blur(NodeCall call) {
        ImageBatch image = call.image("image");
        int radius = call.number("blur_radius");
        double sigma = call.fraction("sigma");
        requireLarger(image, radius);
        call.memory().check(image.width(), image.height(), image.frames().size());
        return NodeResult.of(image.map(
                image.width(),
                image.height(),
                frame -> GaussianBlur.blur(frame, image.width(), image.height(), radius, sigma)));
    }

    /** {@code ImageSharpen}: the border is mirrored too. */
    static NodeResult sharpen(NodeCall call) {
        ImageBatch image = call.image("image");
        int radius = call.number("sharpen_radius");
        double sigma = call.fraction("sigma");
        double alpha = call.fraction("alpha");
        requireLarger(image, radius);
        call.memory().check(image.width(), image.height(), image.frames().size());
        return NodeResult.of(image.map(
                image.width(),
                image.height(),
                frame -> GaussianBlur.sharpen(frame, image.width(), image.height(), radius, sigma, alpha)));
    }

    /** {@code ImageBlend}: the second picture is made as large as the first; one picture is laid over each of many. */
    static NodeResult blend(NodeCall call) {
        ImageBatch below = call.image("image1");
        ImageBatch given = call.image("image2");
        boolean same = below.width() == given.width()
                && below.height() == given.height()
                && below.frames().size() == given.frames().size();
        ImageBatch above = same ? given : ImageNodes.fitted(call, UpscaleMethod.BICUBIC, given, below);
        int count = count(below.frames().size(), above.frames().size());
        call.memory().check(below.width(), below.height(), count);
        BlendMode mode = BlendMode.of(call.text("blend_mode"));
        float factor = (float) call.fraction("blend_factor");
        List<float[]> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(mode.blend(
                    below.frames().get(i % below.frames().size()),
                    above.frames().get(i % above.frames().size()),
                    factor));
        }
        return NodeResult.of(new ImageBatch(below.width(), below.height(), frames));
    }

    /** How many pictures two batches make together, as torch broadcasts. */
    private static int count(int first, int second) {
        if (first != second && first != 1 && second != 1) {
            throw PythonError.runtimeError(
                    ("The size of tensor a (%d) must match the size of tensor b (%d) at non-singleton dimension 0")
                            .formatted(first, second));
        }
        return Math.max(first, second);
    }

    private static void requireLarger(ImageBatch image, int radius) {
        if (radius >= Math.min(image.width(), image.height())) {
            int dimension = radius >= image.width() ? 3 : 2;
            throw PythonError.runtimeError(
                    ("Padding size should be less than the corresponding input dimension, but got:"
                                    + " padding (%d, %d) at dimension %d of input [%d, 3, %d, %d]")
                            .formatted(
                                    radius, radius, dimension, image.frames().size(), image.height(), image.width()));
        }
    }
}
