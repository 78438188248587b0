package dev.atelier.chaos.customer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The customers' own file of accepted jobs. A promise counts when it is on the disk, whatever happens to us then. */
public final class Promises implements AutoCloseable {
    /**
     * An accepted job.
     *
     * @param owner number of the person who ordered it
     */
    public record Promise(String jobId, int owner) {}

    private final Path file;
    private final FileChannel channel;
    private long count;

    private Promises(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** A new one. */
    public static Promises in(Path file) {
        try {
            return new Promises(file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when it is on the disk. */
    public synchronized void add(Promise promise) {
        try {
            String line = promise.jobId() + " " + promise.owner() + "\n";
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
            channel.force(false);
            count++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many there are. */
    public synchronized long count() {
        return count;
    }

    /** As the file has them. */
    public List<Promise> all() {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.split(" "))
                    .map(words -> new Promise(words[0], Integer.parseInt(words[1])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
