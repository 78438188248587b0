package dev.atelier.emulators.comfyui.image;

/** The blur of the node ImageBlur. Sums may be taken in another order than in torch, so a channel may differ by one. */
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
}
