package dev.atelier.web.request;

import dev.atelier.web.problem.BodyTooLargeException;
import dev.atelier.web.problem.BodyTooSlowException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body ends in a {@link BodyTooLargeException} when more comes than it may have, and in a
 * {@link BodyTooSlowException} when it takes too long.
 */
final class BoundedRequest extends HttpServletRequestWrapper {
    private final long bytesMax;
    private final Duration patience;
    private @Nullable ServletInputStream body;

    BoundedRequest(HttpServletRequest request, long bytesMax, Duration patience) {
        super(request);
        this.bytesMax = bytesMax;
        this.patience = patience;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new Bounded(super.getInputStream(), bytesMax, patience);
        }
        return body;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        String name = getCharacterEncoding();
        Charset charset = name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        return new BufferedReader(new InputStreamReader(getInputStream(), charset));
    }

    private static final class Bounded extends ServletInputStream {
        private final ServletInputStream source;
        private final long bytesMax;
        private final long deadline;
        private long read;

        Bounded(ServletInputStream source, long bytesMax, Duration patience) {
            this.source = source;
            this.bytesMax = bytesMax;
            this.deadline = System.nanoTime() + patience.toNanos();
        }

        @Override
        public int read() throws IOException {
            int next = source.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = source.read(buffer, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int bytes) throws IOException {
            read += bytes;
            if (read > bytesMax) {
                throw new BodyTooLargeException(bytesMax);
            }
            if (System.nanoTime() > deadline) {
                throw new BodyTooSlowException();
            }
        }

        @Override
        public boolean isFinished() {
            return source.isFinished();
        }

        @Override
        public boolean isReady() {
            return source.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            source.setReadListener(listener);
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
