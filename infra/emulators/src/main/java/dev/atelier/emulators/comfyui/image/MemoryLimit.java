package dev.atelier.emulators.comfyui.image;

import dev.atelier.emulators.comfyui.python.PythonError;

/**
 * Keeps one request from taking the whole heap. What is over the limit fails with the words of torch's CPU allocator,
 * which the real server uses when memory is short.
 *
 * @param bytesMax the largest single picture or batch
 */
public record MemoryLimit(long bytesMax) {

    /** A quarter of the heap. */
    public static MemoryLimit ofThisProcess() {
        return new MemoryLimit(Runtime.getRuntime().maxMemory() / 4);
    }

    /** Checks that a batch may be made; call it before the first array is allocated. */
    public void check(long width, long height, long count) {
        double bytes = (double) width * height * count * ImageBatch.CHANNELS * Float.BYTES;
        if (bytes > bytesMax || (double) width * height * ImageBatch.CHANNELS > Integer.MAX_VALUE - 8) {
            throw refusal(width * height * count * Float.BYTES);
        }
    }

    /** The failure of torch's allocator; it asks for one channel at a time. */
    public static PythonError refusal(long bytes) {
        return PythonError.runtimeError(
                "[enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate"
                        + " memory: you tried to allocate " + bytes + " bytes. Error code 12 (Cannot allocate memory)");
    }
}
