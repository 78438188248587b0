package dev.atelier.gpu.runpod;

/** A picture as worker-comfyui hands it over. */
sealed interface Output {
    /** In the answer itself. @param base64 perhaps with a data URL's head */
    record Inline(String base64) implements Output {
        @Override
        public String toString() {
            return "Inline[" + base64.length() + " characters]";
        }
    }

    /** In a bucket. @param address as the worker wrote it: not to be believed */
    record Link(String address) implements Output {
        @Override
        public String toString() {
            return "Link[" + ResultHosts.describe(address) + "]";
        }
    }
}
