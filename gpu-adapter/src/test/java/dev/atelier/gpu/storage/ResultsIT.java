package dev.atelier.gpu.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.contracts.job.Artifact;
import dev.atelier.contracts.job.FailureReason;
import dev.atelier.contracts.job.JobId;
import dev.atelier.gpu.backend.RunFailureException;
import dev.atelier.servers.ObjectStore;
import dev.atelier.servers.testing.TestServers;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsIT {
    private static final String BUCKET = "results-it";

    @TempDir
    private Path folder;

    private final JobId job = new JobId(UUID.randomUUID());

    @BeforeAll
    static void bucket() {
        TestServers.s3().createBucket(BUCKET);
    }

    @Test
    void everyResultIsStoredUnderItsOwnChecksum() throws Exception {
        try (S3Bucket bucket = bucket(TestServers.s3(), Duration.ZERO)) {
            List<Artifact> artifacts =
                    new Results(bucket, 1000).store(job, 2, List.of(picture("a", "png", 4), picture("b", "jpg", 5)));
            assertThat(artifacts).extracting(Artifact::mediaType).containsExactly("image/png", "image/jpeg");
            assertThat(artifacts).extracting(Artifact::width).containsExactly(4, 5);
            for (Artifact artifact : artifacts) {
                assertThat(artifact.key()).startsWith("results/" + job + "/2/" + artifact.sha256() + ".");
                assertThat(bucket.prove(artifact.key(), artifact.mediaType()))
                        .contains(new Digest(artifact.bytes(), artifact.sha256()));
                assertThat(bucket.prove(artifact.key(), "text/plain")).isEmpty();
            }
            assertThat(bucket.prove("results/none", "image/png")).isEmpty();
        }
    }

    @Test
    void storingTheSameAgainIsTheSame() throws Exception {
        try (S3Bucket bucket = bucket(TestServers.s3(), Duration.ZERO)) {
            Results results = new Results(bucket, 1000);
            Path picture = picture("a", "png", 4);
            assertThat(results.store(job, 1, List.of(picture))).isEqualTo(results.store(job, 1, List.of(picture)));
        }
    }

    @Test
    void whatCannotBeCleanedIsNotStored() throws Exception {
        Path film = Files.writeString(folder.resolve("film.mp4"), "....ftypisom and a prompt", StandardCharsets.UTF_8);
        Path nothing = Files.createFile(folder.resolve("nothing"));
        try (S3Bucket bucket = bucket(TestServers.s3(), Duration.ZERO)) {
            Results results = new Results(bucket, 1000);
            assertFails(FailureReason.WORKFLOW_REJECTED, () -> results.store(job, 1, List.of(film)));
            assertFails(FailureReason.WORKFLOW_REJECTED, () -> results.store(job, 1, List.of(nothing)));
        }
    }

    @Test
    void aFilmASoundAndWordsAreStoredAsWhatTheyAre() throws Exception {
        Path film = Path.of("src/test/resources/media/film.mp4");
        Path sound = Path.of("src/test/resources/media/sound.flac");
        Path words = Files.writeString(folder.resolve("words"), "a cat", StandardCharsets.UTF_8);
        try (S3Bucket bucket = bucket(TestServers.s3(), Duration.ZERO)) {
            List<Artifact> artifacts =
                    new Results(bucket, 1000).store(job, 1, List.of(copy(film, "film"), copy(sound, "sound"), words));
            assertThat(artifacts)
                    .extracting(Artifact::mediaType)
                    .containsExactly("video/mp4", "audio/flac", "text/plain;charset=utf-8");
            assertThat(artifacts).extracting(Artifact::width).containsExactly(32, null, null);
            for (Artifact artifact : artifacts) {
                assertThat(bucket.prove(artifact.key(), artifact.mediaType())).isPresent();
            }
        }
    }

    private Path copy(Path resource, String name) throws java.io.IOException {
        return Files.copy(resource, folder.resolve(name));
    }

    @Test
    void aResultWithTooManyPixelsIsNotStored() throws Exception {
        Path picture = picture("a", "png", 100);
        try (S3Bucket bucket = bucket(TestServers.s3(), Duration.ZERO)) {
            assertFails(
                    FailureReason.WORKFLOW_REJECTED, () -> new Results(bucket, 299).store(job, 1, List.of(picture)));
            assertThat(new Results(bucket, 300).store(job, 1, List.of(picture))).hasSize(1);
        }
    }

    @Test
    void wrongKeysAreAStoreThatCannotBeUsed() throws Exception {
        ObjectStore store = TestServers.s3();
        S3Settings wrong = new S3Settings(
                store.endpoint(), store.region(), BUCKET, store.accessKey(), "wrong", Duration.ZERO, 1000);
        Path picture = picture("a", "png", 4);
        try (S3Bucket bucket = new S3Bucket(wrong)) {
            assertFails(
                    FailureReason.STORAGE_UNAVAILABLE, () -> new Results(bucket, 1000).store(job, 1, List.of(picture)));
        }
    }

    @Test
    void aStoreThatComesBackInTimeIsWaitedFor() throws Exception {
        Path home = folder.resolve("s3");
        ObjectStore first = ObjectStore.start(home);
        first.createBucket(BUCKET);
        Path picture = picture("a", "png", 4);
        try (S3Bucket bucket = bucket(first, Duration.ofSeconds(20))) {
            first.close();
            CompletableFuture<ObjectStore> again = CompletableFuture.supplyAsync(
                    () -> ObjectStore.start(home),
                    CompletableFuture.delayedExecutor(1, java.util.concurrent.TimeUnit.SECONDS));
            assertThat(new Results(bucket, 1000).store(job, 1, List.of(picture)))
                    .hasSize(1);
            again.join().close();
        }
    }

    @Test
    void anObjectThatIsNotThereIsNotFetched() throws Exception {
        try (S3Bucket bucket = bucket(TestServers.s3(), Duration.ZERO)) {
            assertThat(bucket.fetch("inputs/none", folder.resolve("x"))).isEqualTo(Optional.empty());
        }
    }

    private Path picture(String name, String format, int width) throws IOException {
        Path file = folder.resolve(name);
        ImageIO.write(new BufferedImage(width, 3, BufferedImage.TYPE_INT_RGB), format, file.toFile());
        return file;
    }

    private static S3Bucket bucket(ObjectStore store, Duration patience) {
        return new S3Bucket(new S3Settings(
                store.endpoint(), store.region(), BUCKET, store.accessKey(), store.secretKey(), patience, 1000));
    }

    private static void assertFails(FailureReason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RunFailureException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(reason));
    }
}
