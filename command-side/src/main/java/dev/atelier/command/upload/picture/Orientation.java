package dev.atelier.command.upload.picture;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import org.jspecify.annotations.Nullable;

/**
 * How a camera was held (Exif 2.32, tag 0x0112, values 1 to 8 in this order), as what has to be done to see the picture
 * upright: perhaps exchange rows and columns, perhaps read them from the other end.
 */
enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, true, false),
    TURNED_HALF(false, true, true),
    FLIPPED(false, false, true),
    TRANSPOSED(true, false, false),
    TURNED_LEFT(true, false, true),
    TRANSVERSED(true, true, true),
    TURNED_RIGHT(true, true, false);

    private final boolean columnsBecomeRows;
    private final boolean fromTheRight;
    private final boolean fromTheBottom;

    Orientation(boolean columnsBecomeRows, boolean fromTheRight, boolean fromTheBottom) {
        this.columnsBecomeRows = columnsBecomeRows;
        this.fromTheRight = fromTheRight;
        this.fromTheBottom = fromTheBottom;
    }

    boolean columnsBecomeRows() {
        return columnsBecomeRows;
    }

    /** Whether the stored picture's columns are read from the right. */
    boolean fromTheRight() {
        return fromTheRight;
    }

    /** Whether the stored picture's rows are read from the bottom. */
    boolean fromTheBottom() {
        return fromTheBottom;
    }

    /** What the TIFF structure says; upright where it says nothing that can be understood. */
    static Orientation of(byte @Nullable [] exif) {
        if (exif == null) {
            return UPRIGHT;
        }
        Metadata metadata = new Metadata();
        new ExifReader().extract(new ByteArrayReader(exif), metadata);
        Directory first = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        Integer value = first == null ? null : first.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
        return value == null || value < 1 || value > values().length ? UPRIGHT : values()[value - 1];
    }
}
