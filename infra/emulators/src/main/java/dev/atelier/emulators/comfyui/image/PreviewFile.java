package dev.atelier.emulators.comfyui.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures encoded anew for {@code GET /view}. */
public final class PreviewFile {

    private PreviewFile() {}

    /** JPEG with a quality from 0 to 100; alpha is dropped. */
    public static byte[] jpeg(BufferedImage image, int quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(Math.clamp(quality / 100f, 0f, 1f));
            writer.setOutput(out);
            writer.write(null, new IIOImage(opaque(image), null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** WebP, always without loss: a quality is accepted and not needed. */
    public static byte[] webp(BufferedImage image) {
        return WebpLossless.encode(opaque(image));
    }

    /** The alpha channel of a picture on black, full where it has none. */
    public static byte[] alpha(BufferedImage image) {
        BufferedImage out = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                out.setRGB(x, y, image.getRGB(x, y) & 0xff000000);
            }
        }
        return PngFile.encode(out, Map.of());
    }

    private static BufferedImage opaque(BufferedImage image) {
        float[] pixels = Channels.rgb(image);
        ImageBatch batch = new ImageBatch(image.getWidth(), image.getHeight(), List.of(pixels));
        return PngFile.picture(batch, pixels);
    }
}
