package dev.atelier.command.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.servers.FreePort;
import dev.atelier.servers.ObjectStore;
import dev.atelier.servers.testing.TestServers;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectHeadIT {
    private static final String BUCKET = "object-head";

    private S3ObjectStorage storage =
            storage(TestServers.s3().endpoint(), TestServers.s3().secretKey());

    @BeforeAll
    static void bucket() {
        TestServers.s3().createBucket(BUCKET);
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"results/job-1/1/cat.png", "a b+c/~d*e'(f)&g=h", "фото/кот №1.png"})
    void tells_the_size_of_an_object_whatever_its_key(String key, @TempDir Path folder) throws Exception {
        storage.put(key, "image/png", Files.write(folder.resolve("object"), new byte[1234]));

        assertThat(storage.bytes(key)).contains(1234L);
    }

    @Test
    void an_object_that_is_not_there_has_no_size() {
        assertThat(storage.bytes("results/job-1/1/none.png")).isEmpty();
    }

    @Test
    void a_refusal_is_no_proof_that_nothing_is_there() {
        storage.close();
        storage = storage(TestServers.s3().endpoint(), "another secret");

        assertThatThrownBy(() -> storage.bytes("results/job-1/1/none.png"))
                .isInstanceOf(StorageAwayException.class)
                .hasRootCauseMessage("HEAD was answered 403");
    }

    @Test
    void nor_is_silence() {
        storage.close();
        storage = storage(URI.create("http://127.0.0.1:" + FreePort.any()), "secret");

        assertThatThrownBy(() -> storage.bytes("results/job-1/1/none.png")).isInstanceOf(StorageAwayException.class);
    }

    private static S3ObjectStorage storage(URI endpoint, String secret) {
        ObjectStore s3 = TestServers.s3();
        StorageConfiguration configuration = new StorageConfiguration();
        return configuration.objectStorage(
                new StorageSettings(endpoint, null, s3.region(), BUCKET, s3.accessKey(), secret, Duration.ofMinutes(1)),
                configuration.storageHttp());
    }
}
