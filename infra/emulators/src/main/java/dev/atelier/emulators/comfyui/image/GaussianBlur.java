package dev.atelier.emulators.comfyui.image;

/**
 * The blur of the node ImageBlur and the sharpening of ImageSharpen. Sums may be taken in another order than in torch,
 * so a channel may differ by one.
 */
public final class GaussianBlur {

    private GaussianBlur() {}

    /**
     * Blurs one picture (see {@link ImageBatch} for the layout).
     *
     * @param radius in pixels, less than each side
     * @param sigma in units of the radius
     */
    public static float[] blur(float[] source, int width, int height, int radius, double sigma) {
        return SeparableFilter.gaussian(width, height, radius, sigma).apply(source);
    }

    /**
     * Adds ten times {@code alpha} of what a blur takes away, and cuts the sum to 0..1.
     *
     * @param radius in pixels, less than each side
     * @param sigma in units of the radius
     */
    public static float[] sharpen(float[] source, int width, int height, int radius, double sigma, double alpha) {
        float[] out = blur(source, width, height, radius, sigma);
        double strength = alpha * 10;
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) Math.clamp((1 + strength) * source[i] - strength * out[i], 0.0, 1.0);
        }
        return out;
    }
}
