package dev.atelier.command.upload.picture;

/** Whether a JPEG is whole: readers fill a cut-off picture with grey and say nothing. */
final class JpegEnd {
    private static final int MARKER = 0xff;
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;

    private JpegEnd() {}

    /** True when the scan of the main picture (thumbnails come before it) is followed by its end marker. */
    static boolean isPresent(byte[] jpeg) {
        int at = 2;
        while (at + 4 <= jpeg.length) {
            if ((jpeg[at] & 0xff) != MARKER) {
                return false;
            }
            int marker = jpeg[at + 1] & 0xff;
            if (marker == MARKER) {
                at++;
                continue;
            }
            if (marker == START_OF_SCAN) {
                return hasEndAfter(jpeg, at + 2);
            }
            at += 2 + ((jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff));
        }
        return false;
    }

    /** Inside a scan 0xff is always followed by 0x00 or a restart marker, so this pair is the end. */
    private static boolean hasEndAfter(byte[] jpeg, int from) {
        for (int at = from; at + 1 < jpeg.length; at++) {
            if ((jpeg[at] & 0xff) == MARKER && (jpeg[at + 1] & 0xff) == END_OF_IMAGE) {
                return true;
            }
        }
        return false;
    }
}
