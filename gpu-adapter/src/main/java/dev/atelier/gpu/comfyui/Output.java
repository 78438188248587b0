package dev.atelier.gpu.comfyui;

/** What a node of a finished run gave. */
sealed interface Output permits OutputFile, Output.Text {
    /** Words, which are told as they are and not as a file. */
    record Text(String text) implements Output {
        @Override
        public String toString() {
            return "Text[" + text.length() + " characters]";
        }
    }
}
