package dev.atelier.gpu.runpod;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.gpu.backend.LimitedFile;
import dev.atelier.gpu.backend.RunFailureException;
import dev.atelier.gpu.picture.PictureCleaner;
import dev.atelier.gpu.picture.UnreadablePictureException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies what a job made into the run's folder, at once: RunPod keeps it for half an hour. A worker's address is fetched
 * from a host on the list only, and more than once if need be, since another run would cost more.
 */
final class ResultFiles {
    private static final Logger LOG = LoggerFactory.getLogger("[JOB_PROCESSOR]");
    private static final int TRIES = 3;
    private static final Duration TRY_AGAIN = Duration.ofMillis(500);

    private static final int PNG = 0x89504e47;
    private static final int JPEG = 0xffd8ff;
    private static final int RIFF = 0x52494646;

    private final RunPodHttp http;
    private final ResultHosts hosts;
    private final long bytesMax;
    private final Path folder;

    ResultFiles(RunPodHttp http, RunPodSettings settings, Path folder) {
        this.http = http;
        this.hosts = ResultHosts.of(settings.resultHosts());
        this.bytesMax = settings.outputBytesMax();
        this.folder = folder;
    }

    /** The files, in the order of the outputs. */
    List<Path> fetch(List<Output> outputs) throws RunFailureException, InterruptedException {
        List<Path> files = new ArrayList<>();
        for (Output output : outputs) {
            Path file = folder.resolve("output-" + files.size());
            switch (output) {
                case Output.Inline inline -> decode(inline.base64(), file);
                case Output.Link link -> fetch(link.address(), new LimitedFile(file, bytesMax));
            }
            files.add(file);
        }
        return files;
    }

    private void decode(String base64, Path file) throws RunFailureException {
        try {
            Files.write(file, Base64.getDecoder().decode(base64.substring(base64.indexOf(',') + 1)));
        } catch (IllegalArgumentException e) {
            throw new RunFailureException(FailureReason.INTERNAL, "a result is no base64", e);
        } catch (IOException e) {
            throw new RunFailureException(FailureReason.INTERNAL, "a result could not be written", e);
        }
    }

    private void fetch(String address, LimitedFile file) throws RunFailureException, InterruptedException {
        String what = ResultHosts.describe(address);
        URI uri = hosts.allowed(address)
                .orElseThrow(() -> new RunFailureException(
                        FailureReason.INTERNAL,
                        "a result is at " + what + ", from where nothing is fetched (atelier.runpod.result-hosts)"));
        String why = "";
        for (int i = 1; i <= TRIES; i++) {
            try {
                int status = http.download(uri, file);
                if (status == 200 && isWhole(file.file())) {
                    return;
                }
                why = status == 200 ? "it is not whole" : Integer.toString(status);
                refuse(status, what);
            } catch (NoAnswerException e) {
                if (file.refused()) {
                    throw new RunFailureException(
                            FailureReason.WORKFLOW_REJECTED, "a result has more than " + bytesMax + " bytes", e);
                }
                why = String.valueOf(e.getMessage());
            }
            LOG.warn("a result was not fetched, {}: {}", what, why);
            if (i < TRIES) {
                Thread.sleep(TRY_AGAIN);
            }
        }
        throw new RunFailureException(FailureReason.CONNECTION_LOST, "GET " + what + ": " + why);
    }

    /** What does not get better by asking again. */
    private static void refuse(int status, String what) throws RunFailureException {
        switch (status) {
            case 403, 404, 410 ->
                throw new RunFailureException(
                        FailureReason.ATTEMPT_LOST, "a result is gone or its address has expired: " + what);
            case 301, 302, 303, 307, 308 ->
                throw new RunFailureException(
                        FailureReason.INTERNAL, "a result is somewhere else, and redirects are not followed: " + what);
            default -> {}
        }
    }

    /** A body may be cut off without anybody noticing: a picture knows where it ends. What is no picture is let through. */
    private static boolean isWhole(Path file) throws RunFailureException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            ByteBuffer content =
                    channel.map(MapMode.READ_ONLY, 0, channel.size(), arena).asByteBuffer();
            if (!isPicture(content)) {
                return channel.size() > 0;
            }
            PictureCleaner.clean(content, OutputStream.nullOutputStream());
            return true;
        } catch (UnreadablePictureException e) {
            return false;
        } catch (IOException e) {
            throw new RunFailureException(FailureReason.INTERNAL, "a result could not be read", e);
        }
    }

    /** PNG, JPEG, WebP by their first bytes. */
    private static boolean isPicture(ByteBuffer content) {
        int first = content.remaining() < 4 ? 0 : content.getInt(0);
        return first == PNG || first >>> 8 == JPEG || first == RIFF;
    }
}
