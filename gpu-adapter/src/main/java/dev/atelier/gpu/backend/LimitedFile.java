package dev.atelier.gpu.backend;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Takes an answer into a file, over what an earlier try left there, unless it has, or announces, more bytes than it may
 * have.
 */
public final class LimitedFile implements BodyHandler<Path> {
    private final Path file;
    private final long bytesMax;
    private volatile boolean refused;

    /** @param bytesMax more than that ends the exchange with an error */
    public LimitedFile(Path file, long bytesMax) {
        this.file = file;
        this.bytesMax = bytesMax;
    }

    @Override
    public BodySubscriber<Path> apply(ResponseInfo answer) {
        refused = answer.headers().firstValueAsLong("Content-Length").orElse(0) > bytesMax;
        return BodySubscribers.limiting(
                BodySubscribers.ofFile(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING),
                refused ? 0 : bytesMax);
    }

    /** Where the answer goes. */
    public Path file() {
        return file;
    }

    /** Whether the answer announced too much; the exchange has failed then. */
    public boolean refused() {
        return refused;
    }
}
