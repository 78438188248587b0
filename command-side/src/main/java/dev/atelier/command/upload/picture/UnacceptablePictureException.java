package dev.atelier.command.upload.picture;

/** A picture that is not taken; nothing of it is stored. */
public final class UnacceptablePictureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why it is not taken. */
    public sealed interface Why {
        /** The bytes are no PNG, JPEG, WebP, GIF or BMP, or a broken one. @param hint for the log */
        record NotAPicture(String hint) implements Why {}

        /** Larger than what is decoded. */
        record TooManyPixels(int width, int height, long pixelsMax, int sideMax) implements Why {}
    }

    private final transient Why why;

    UnacceptablePictureException(Why why) {
        super(why.toString(), null, false, false);
        this.why = why;
    }

    static UnacceptablePictureException broken(String hint) {
        return new UnacceptablePictureException(new Why.NotAPicture(hint));
    }

    public Why why() {
        return why;
    }
}
