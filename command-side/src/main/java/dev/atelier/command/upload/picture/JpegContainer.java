package dev.atelier.command.upload.picture;

import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.imaging.jpeg.JpegSegmentData;
import com.drew.imaging.jpeg.JpegSegmentReader;
import com.drew.imaging.jpeg.JpegSegmentType;
import com.drew.lang.SequentialByteArrayReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JPEG file's segments (ITU T.81, annex B). The decoder finds the colour profile by itself. */
final class JpegContainer {
    /** A progressive file may refine a picture often enough to keep a processor busy for minutes. */
    private static final int SCANS_MAX = 200;

    private static final String EXIF_PREFIX = "Exif\0\0";
    private static final int MARKER = 0xff;
    private static final int START_OF_SCAN = 0xda;

    private JpegContainer() {}

    static Container open(byte[] bytes) {
        if (scans(bytes) > SCANS_MAX) {
            throw UnacceptablePictureException.broken("JPEG: more than " + SCANS_MAX + " scans");
        }
        if (!JpegEnd.isPresent(bytes)) {
            throw UnacceptablePictureException.broken("JPEG: cut off");
        }
        return new Container(bytes, exif(bytes), null, List.of());
    }

    /** Inside of coded data a marker's first byte is always followed by zero, so what is found is a marker. */
    private static int scans(byte[] bytes) {
        int count = 0;
        for (int i = 0; i + 1 < bytes.length; i++) {
            if ((bytes[i] & 0xff) == MARKER && (bytes[i + 1] & 0xff) == START_OF_SCAN) {
                count++;
            }
        }
        return count;
    }

    private static byte @Nullable [] exif(byte[] bytes) {
        try {
            JpegSegmentData segments =
                    JpegSegmentReader.readSegments(new SequentialByteArrayReader(bytes), Set.of(JpegSegmentType.APP1));
            for (byte[] segment : segments.getSegments(JpegSegmentType.APP1)) {
                if (new String(segment, 0, Math.min(segment.length, 6), java.nio.charset.StandardCharsets.ISO_8859_1)
                        .equals(EXIF_PREFIX)) {
                    return Arrays.copyOfRange(segment, EXIF_PREFIX.length(), segment.length);
                }
            }
            return null;
        } catch (IOException | JpegProcessingException e) {
            throw UnacceptablePictureException.broken("JPEG: " + e.getMessage());
        }
    }
}
