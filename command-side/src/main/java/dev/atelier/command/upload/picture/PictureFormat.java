package dev.atelier.command.upload.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/** The formats that are read, told by their first bytes and never by a name or a declared type. */
enum PictureFormat {
    PNG("png"),
    JPEG("jpeg"),
    WEBP("webp"),
    GIF("gif"),
    BMP("bmp");

    private final String readerName;

    PictureFormat(String readerName) {
        this.readerName = readerName;
    }

    /** The name under which Java's readers know it. */
    String readerName() {
        return readerName;
    }

    static Optional<PictureFormat> of(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 16), ISO_8859_1);
        if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
            return Optional.of(PNG);
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        }
        if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            return Optional.of(WEBP);
        }
        if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
            return Optional.of(GIF);
        }
        return head.startsWith("BM") ? Optional.of(BMP) : Optional.empty();
    }
}
