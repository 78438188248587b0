package dev.atelier.emulators.comfyui.image;

import java.util.Arrays;

/**
 * The {@code upscale_method} of ImageScale and ImageScaleBy. {@code NEAREST_EXACT} and {@code LANCZOS} give the same
 * pixels as ComfyUI (the latter goes through 8-bit pictures and Pillow's fixed-point filter, as there). {@code
 * BILINEAR}, {@code AREA} and {@code BICUBIC} follow {@code torch.nn.functional.interpolate} with {@code
 * align_corners=False} and no antialiasing; sums of floats may be taken in another order there, so a channel may
 * differ by one.
 */
public enum UpscaleMethod {
    NEAREST_EXACT("nearest-exact") {
        @Override
        public float[] resize(float[] source, int width, int height, int newWidth, int newHeight) {
            return NearestExact.resize(source, width, height, newWidth, newHeight);
        }
    },
    BILINEAR("bilinear") {
        @Override
        public float[] resize(float[] source, int width, int height, int newWidth, int newHeight) {
            return SeparableFilter.bilinear(width, height, newWidth, newHeight).apply(source);
        }
    },
    AREA("area") {
        @Override
        public float[] resize(float[] source, int width, int height, int newWidth, int newHeight) {
            return SeparableFilter.area(width, height, newWidth, newHeight).apply(source);
        }
    },
    BICUBIC("bicubic") {
        @Override
        public float[] resize(float[] source, int width, int height, int newWidth, int newHeight) {
            return SeparableFilter.bicubic(width, height, newWidth, newHeight).apply(source);
        }
    },
    LANCZOS("lanczos") {
        @Override
        public float[] resize(float[] source, int width, int height, int newWidth, int newHeight) {
            return PillowLanczos.resize(source, width, height, newWidth, newHeight);
        }
    };

    private final String wireName;

    UpscaleMethod(String wireName) {
        this.wireName = wireName;
    }

    /** Scales one picture (see {@link ImageBatch} for the layout). */
    public abstract float[] resize(float[] source, int width, int height, int newWidth, int newHeight);

    public static UpscaleMethod of(String wireName) {
        return Arrays.stream(values())
                .filter(m -> m.wireName.equals(wireName))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no upscale method " + wireName));
    }
}
