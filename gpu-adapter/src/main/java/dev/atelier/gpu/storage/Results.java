package dev.atelier.gpu.storage;

import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobId;
import dev.atelier.gpu.backend.RunFailureException;
import dev.atelier.gpu.media.Media;
import dev.atelier.gpu.media.MediaCleaner;
import dev.atelier.gpu.media.UnknownMediaException;
import dev.atelier.gpu.picture.UnreadablePictureException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Stores what a run made: without the prompt that is embedded in it, under its own checksum, and counted only when the
 * stored object was read back and is what was sent.
 */
public final class Results {
    private final S3Bucket bucket;
    private final long pixelsMax;

    Results(S3Bucket bucket, long pixelsMax) {
        this.bucket = bucket;
        this.pixelsMax = pixelsMax;
    }

    /** Stores the run's files, which lie in the run's folder, and returns their proofs in the same order. */
    public List<Artifact> store(JobId job, int attempt, List<Path> files)
            throws RunFailureException, InterruptedException {
        List<Artifact> artifacts = new ArrayList<>();
        for (Path file : files) {
            artifacts.add(store("results/" + job + "/" + attempt + "/", file));
        }
        return artifacts;
    }

    private Artifact store(String prefix, Path file) throws RunFailureException, InterruptedException {
        Path clean = file.resolveSibling(file.getFileName() + ".clean");
        Artifact artifact = clean(prefix, file, clean);
        bucket.store(artifact.key(), artifact.mediaType(), clean);
        Optional<Digest> stored = bucket.prove(artifact.key(), artifact.mediaType());
        if (!stored.equals(Optional.of(new Digest(artifact.bytes(), artifact.sha256())))) {
            throw new RunFailureException(
                    FailureReason.STORAGE_UNAVAILABLE, artifact.key() + " is not stored as it was sent");
        }
        return artifact;
    }

    private Artifact clean(String prefix, Path file, Path clean) throws RunFailureException {
        MessageDigest sha256 = Digest.newSha256();
        try (OutputStream out =
                new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(clean)), sha256)) {
            Media media = clean(file, out);
            if (media.pixels() > pixelsMax) {
                throw new RunFailureException(
                        FailureReason.WORKFLOW_REJECTED,
                        "a result has %d pixels, more than %d".formatted(media.pixels(), pixelsMax));
            }
            out.flush();
            return artifact(prefix, media, Files.size(clean), HexFormat.of().formatHex(sha256.digest()));
        } catch (UnreadablePictureException | UnknownMediaException e) {
            throw new RunFailureException(
                    FailureReason.WORKFLOW_REJECTED, "a result cannot be cleaned: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new RunFailureException(FailureReason.INTERNAL, "a result could not be cleaned: " + e, e);
        }
    }

    private static Media clean(Path file, OutputStream out) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            if (channel.size() == 0 || channel.size() > Integer.MAX_VALUE) {
                throw new UnreadablePictureException("the file has " + channel.size() + " bytes");
            }
            return MediaCleaner.clean(
                    channel.map(MapMode.READ_ONLY, 0, channel.size(), arena).asByteBuffer(), out);
        }
    }

    private static Artifact artifact(String prefix, Media media, long bytes, String sha256) {
        return new Artifact(
                prefix + sha256 + "." + media.extension(),
                media.mediaType(),
                bytes,
                sha256,
                media.width(),
                media.height());
    }
}
