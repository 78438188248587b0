package dev.atelier.emulators.comfyui.image;

import java.util.List;

/** The EXIF orientation (EXIF 2.32, tag 0x0112): how the stored picture is turned before it is shown. */
enum Orientation {
    AS_STORED(false, false, false),
    MIRRORED(false, true, false),
    UPSIDE_DOWN(false, true, true),
    UPSIDE_DOWN_MIRRORED(false, false, true),
    TRANSPOSED(true, false, false),
    TURNED_RIGHT(true, false, true),
    TRANSVERSED(true, true, true),
    TURNED_LEFT(true, true, false);

    private final boolean swapsAxes;
    private final boolean fromRight;
    private final boolean fromBottom;

    Orientation(boolean swapsAxes, boolean fromRight, boolean fromBottom) {
        this.swapsAxes = swapsAxes;
        this.fromRight = fromRight;
        this.fromBottom = fromBottom;
    }

    static Orientation of(int exifValue) {
        return exifValue >= 1 && exifValue <= values().length ? values()[exifValue - 1] : AS_STORED;
    }

    ImageBatch turn(int width, int height, float[] stored) {
        if (this == AS_STORED) {
            return new ImageBatch(width, height, List.of(stored));
        }
        int newWidth = swapsAxes ? height : width;
        int newHeight = swapsAxes ? width : height;
        float[] out = new float[stored.length];
        int at = 0;
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                int column = swapsAxes ? y : x;
                int row = swapsAxes ? x : y;
                column = fromRight ? width - 1 - column : column;
                row = fromBottom ? height - 1 - row : row;
                System.arraycopy(stored, (row * width + column) * ImageBatch.CHANNELS, out, at, ImageBatch.CHANNELS);
                at += ImageBatch.CHANNELS;
            }
        }
        return new ImageBatch(newWidth, newHeight, List.of(out));
    }
}
