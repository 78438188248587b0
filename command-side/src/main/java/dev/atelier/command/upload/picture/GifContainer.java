package dev.atelier.command.upload.picture;

import dev.atelier.command.upload.picture.Container.Size;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A GIF file's blocks (GIF89a specification) up to the end of its first picture, which is the one that is taken. */
final class GifContainer {
    private static final int SCREEN_BYTES = 13;
    private static final int EXTENSION = 0x21;
    private static final int PICTURE = 0x2c;
    private static final int PICTURE_BYTES = 10;

    private final ByteBuffer bytes;
    private int at = SCREEN_BYTES;

    private GifContainer(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static Container open(byte[] bytes) {
        GifContainer gif = new GifContainer(bytes);
        try {
            Size screen = new Size(gif.bytes.getShort(6) & 0xffff, gif.bytes.getShort(8) & 0xffff);
            gif.skipColours(gif.bytes.get(10));
            Size frame = gif.firstPicture();
            return new Container(bytes, null, null, List.of(screen, frame));
        } catch (IndexOutOfBoundsException e) {
            throw UnacceptablePictureException.broken("GIF: cut off");
        }
    }

    private Size firstPicture() {
        while (byteAt(at) == EXTENSION) {
            at += 2;
            skipBlocks();
        }
        if (byteAt(at) != PICTURE) {
            throw UnacceptablePictureException.broken("GIF: no picture inside");
        }
        Size frame = new Size(bytes.getShort(at + 5) & 0xffff, bytes.getShort(at + 7) & 0xffff);
        byte flags = bytes.get(at + 9);
        at += PICTURE_BYTES;
        skipColours(flags);
        at++; // code size
        skipBlocks();
        return frame;
    }

    private void skipColours(byte flags) {
        if ((flags & 0x80) != 0) {
            at += 3 << (flags & 7) + 1;
        }
    }

    private void skipBlocks() {
        int length = byteAt(at++);
        while (length > 0) {
            at += length;
            length = byteAt(at++);
        }
    }

    private int byteAt(int index) {
        return bytes.get(index) & 0xff;
    }
}
