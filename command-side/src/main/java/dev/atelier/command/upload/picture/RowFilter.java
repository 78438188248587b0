package dev.atelier.command.upload.picture;

/**
 * PNG's row filters (section 9): each row is written by the one whose output has the smallest sum of absolute values,
 * the rule of thumb of section 12.7.
 */
final class RowFilter {
    private static final int FILTERS = 5;

    private final int pixelBytes;
    private byte[] above;

    RowFilter(int pixelBytes, int width) {
        this.pixelBytes = pixelBytes;
        above = new byte[pixelBytes * width];
    }

    /** The filter's number and the filtered bytes; rows must come from top to bottom. */
    byte[] filtered(byte[] row) {
        byte[] best = new byte[0];
        long least = Long.MAX_VALUE;
        for (int filter = 0; filter < FILTERS; filter++) {
            byte[] candidate = apply(filter, row);
            long sum = 0;
            for (int i = 1; i < candidate.length; i++) {
                sum += Math.abs(candidate[i]);
            }
            if (sum < least) {
                least = sum;
                best = candidate;
            }
        }
        above = row;
        return best;
    }

    private byte[] apply(int filter, byte[] row) {
        byte[] filtered = new byte[row.length + 1];
        filtered[0] = (byte) filter;
        for (int i = 0; i < row.length; i++) {
            int left = i < pixelBytes ? 0 : row[i - pixelBytes] & 0xff;
            int up = above[i] & 0xff;
            int corner = i < pixelBytes ? 0 : above[i - pixelBytes] & 0xff;
            int prediction = switch (filter) {
                case 0 -> 0;
                case 1 -> left;
                case 2 -> up;
                case 3 -> (left + up) / 2;
                default -> paeth(left, up, corner);
            };
            filtered[i + 1] = (byte) (row[i] - prediction);
        }
        return filtered;
    }

    private static int paeth(int left, int up, int corner) {
        int estimate = left + up - corner;
        int toLeft = Math.abs(estimate - left);
        int toUp = Math.abs(estimate - up);
        int toCorner = Math.abs(estimate - corner);
        if (toLeft <= toUp && toLeft <= toCorner) {
            return left;
        }
        return toUp <= toCorner ? up : corner;
    }
}
