package dev.atelier.command.upload.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The picture formats that are taken, told by their first bytes and by nothing that a client claims. */
public enum PictureFormat {
    PNG("png"),
    JPEG("jpeg"),
    WEBP("webp"),
    GIF("gif"),
    BMP("bmp");

    private final String imageIoName;

    PictureFormat(String imageIoName) {
        this.imageIoName = imageIoName;
    }

    String imageIoName() {
        return imageIoName;
    }

    static Optional<PictureFormat> of(byte[] content) {
        if (begins(content, 0, "\u0089PNG\r\n\u001a\n")) {
            return Optional.of(PNG);
        }
        if (begins(content, 0, "\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        }
        if (begins(content, 0, "RIFF") && begins(content, 8, "WEBP")) {
            return Optional.of(WEBP);
        }
        if (begins(content, 0, "GIF87a") || begins(content, 0, "GIF89a")) {
            return Optional.of(GIF);
        }
        return begins(content, 0, "BM") ? Optional.of(BMP) : Optional.empty();
    }

    private static boolean begins(byte[] content, int at, String signature) {
        byte[] bytes = signature.getBytes(StandardCharsets.ISO_8859_1);
        return content.length >= at + bytes.length
                && Arrays.equals(content, at, at + bytes.length, bytes, 0, bytes.length);
    }
}
