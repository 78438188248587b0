package dev.atelier.eventstore;

import static dev.atelier.eventstore.TestEvents.ids;
import static dev.atelier.eventstore.TestEvents.job;
import static dev.atelier.eventstore.TestEvents.newJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atelier.servers.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room: appends fail, nothing of what was answered is lost, and it goes on when there is room. */
class DiskFullIT {
    private static final int DISK_MEGABYTES = 300;
    private static final int LEFT_BYTES = 3 << 20;
    private static final int TEXT_BYTES = 60_000;
    private static final int UNITS_MAX = 2_000;

    @TempDir
    private Path folder;

    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mountASmallDisk() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "mode=0711,size=" + DISK_MEGABYTES + "m", "small", disk.toString());
        assumeTrue(mounted, "a small disk of its own can be mounted by root only");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    @Test
    void an_append_without_room_fails_and_succeeds_when_there_is_room() throws Exception {
        Path data = disk.resolve("postgres");
        PostgresServer server = PostgresServer.startThrowAway(data);
        try (PostgresLog log = PostgresLog.in(server, "log")) {
            EventStorageEngine engine = log.open();
            List<List<DomainEventMessage<?>>> yes = new ArrayList<>();
            Path ballast = fill();
            List<DomainEventMessage<?>> refused = appendUntilRefused(engine, yes);
            Files.delete(ballast);
            server = stillThere(server, data);

            engine.appendEvents(refused);
            yes.add(refused);
            assertThat(ids(EngineContract.after(engine, null)))
                    .isEqualTo(yes.stream().flatMap(unit -> ids(unit).stream()).toList());
        } finally {
            server.close();
        }
    }

    private List<DomainEventMessage<?>> appendUntilRefused(
            EventStorageEngine engine, List<List<DomainEventMessage<?>>> yes) {
        Random random = new Random(1);
        byte[] bytes = new byte[TEXT_BYTES];
        for (int i = 0; i < UNITS_MAX; i++) {
            random.nextBytes(bytes);
            List<DomainEventMessage<?>> unit =
                    List.of(job(newJob(), 0, Base64.getEncoder().encodeToString(bytes)));
            try {
                engine.appendEvents(unit);
                yes.add(unit);
            } catch (LogUnavailableException e) {
                return unit;
            }
        }
        throw new AssertionError("the disk was never full");
    }

    /** Leaves a little room only. */
    private Path fill() throws IOException {
        Path ballast = disk.resolve("ballast");
        long room = Files.getFileStore(disk).getUsableSpace() - LEFT_BYTES;
        byte[] megabyte = new byte[1 << 20];
        try (var out = Files.newOutputStream(ballast)) {
            for (long written = 0; written + megabyte.length <= room; written += megabyte.length) {
                out.write(megabyte);
            }
        }
        return ballast;
    }

    /** PostgreSQL ends itself when it has no room for its journal; whoever runs it starts it again. */
    private static PostgresServer stillThere(PostgresServer server, Path data) {
        if (ProcessHandle.of(server.pid()).isPresent()) {
            return server;
        }
        server.close();
        return PostgresServer.startThrowAway(data);
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
