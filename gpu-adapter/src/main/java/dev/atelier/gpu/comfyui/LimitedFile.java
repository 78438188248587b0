package dev.atelier.gpu.comfyui;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.file.Path;

/** Takes an answer into a file, unless it announces more bytes than it may have. */
final class LimitedFile implements BodyHandler<Path> {
    private final Path file;
    private final long bytesMax;
    private volatile boolean refused;

    LimitedFile(Path file, long bytesMax) {
        this.file = file;
        this.bytesMax = bytesMax;
    }

    @Override
    public BodySubscriber<Path> apply(ResponseInfo answer) {
        refused = answer.headers().firstValueAsLong("Content-Length").orElse(0) > bytesMax;
        return BodySubscribers.limiting(BodySubscribers.ofFile(file), refused ? 0 : bytesMax);
    }

    /** Whether the answer was too large; the exchange has failed then. */
    boolean refused() {
        return refused;
    }
}
