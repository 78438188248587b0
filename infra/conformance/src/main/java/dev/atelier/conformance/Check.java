package dev.atelier.conformance;

/**
 * One thing that a back end has to do.
 *
 * @param area what it belongs to, such as {@code ComfyUI}
 */
public record Check(String area, String name, Body body) {
    /** Does it, and says what was seen in a few words. */
    @FunctionalInterface
    public interface Body {
        /**
         * Does it.
         *
         * @throws NotTriedException when there was no way to try
         * @throws Exception when it is not as it has to be
         */
        String run() throws Exception;
    }

    /** Something was not as it has to be. */
    public static final class MismatchException extends Exception {
        private static final long serialVersionUID = 1L;

        public MismatchException(String what) {
            super(what);
        }
    }

    /** It could not be tried here. */
    public static final class NotTriedException extends Exception {
        private static final long serialVersionUID = 1L;

        public NotTriedException(String why) {
            super(why);
        }
    }

    /** Throws a {@link MismatchException} unless it is so. */
    public static void require(boolean isSo, String otherwise) throws MismatchException {
        if (!isSo) {
            throw new MismatchException(otherwise);
        }
    }
}
