package dev.atelier.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of one PostgreSQL database cluster: made once, then started again and again. */
record PostgresCluster(ServerFolder folder, PostgresPrograms programs, PostgresAccount account, Durability durability) {

    static final String ADMIN = "atelier";
    private static final Duration INITDB_PATIENCE = Duration.ofSeconds(60);

    /** Whether a commit outlives a crash of the operating system. */
    enum Durability {
        /** It does: what was acknowledged is on the disk. */
        KEEP,
        /** It outlives only the death of processes: for tests, which throw their data away. */
        THROW_AWAY;

        private List<String> settings() {
            return switch (this) {
                case KEEP -> List.of("fsync=on", "synchronous_commit=on");
                case THROW_AWAY -> List.of("fsync=off", "full_page_writes=off");
            };
        }
    }

    /** The major version that made the files in this folder. */
    static Optional<Integer> majorOf(Path folder) throws IOException {
        Path version = folder.resolve("data").resolve("PG_VERSION");
        return Files.exists(version)
                ? Optional.of(Integer.parseInt(Files.readString(version).strip()))
                : Optional.empty();
    }

    private Path data() {
        return folder.file("data");
    }

    /** Makes the cluster unless it is there. It appears complete or not at all: initdb works in another folder. */
    void create() throws IOException {
        Optional<Integer> major = majorOf(folder.path());
        if (major.isPresent() && major.get() != programs.major()) {
            throw new ServerFailure("The data in " + folder.path() + " is of PostgreSQL " + major.get()
                    + ", the programs in " + programs.bin() + " are version " + programs.major()
                    + ": use matching programs or pg_upgrade.");
        }
        Path draft = folder.file("data.new");
        Folders.delete(draft);
        Path password = folder.file("initdb.password");
        if (major.isEmpty()) {
            Secrets.write(password, folder.secret("password") + "\n");
        }
        account.takeOver(folder.path(), programs.bin());
        if (major.isEmpty()) {
            initdb(draft, password);
            Files.delete(password);
            Files.move(draft, data(), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void initdb(Path draft, Path password) {
        List<String> command = new ArrayList<>(List.of(
                programs.program("initdb"),
                "--pgdata=" + draft,
                "--username=" + ADMIN,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--lc-messages=C",
                "--data-checksums"));
        // Upper and lower case of every alphabet, the same order on every machine.
        command.addAll(
                programs.major() >= 17
                        ? List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
                        : List.of("--locale=C.UTF-8"));
        if (durability == Durability.THROW_AWAY) {
            command.add("--no-sync");
        }
        ChildProcess initdb = ChildProcess.start(plan(command, "initdb.log"));
        initdb.awaitSuccess(INITDB_PATIENCE);
    }

    ChildProcess startServer(int port) throws IOException {
        removeStalePidFile();
        List<String> settings = new ArrayList<>(List.of(
                "listen_addresses=127.0.0.1",
                "port=" + port,
                "unix_socket_directories=",
                "shared_buffers=128MB",
                "max_wal_size=512MB",
                "max_connections=200",
                "jit=off",
                "timezone=UTC",
                "log_timezone=UTC"));
        settings.addAll(durability.settings());
        List<String> command = new ArrayList<>(List.of(programs.program("postgres"), "-D", data().toString()));
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        return ChildProcess.start(plan(command, "postgres.log"));
    }

    /** INT is PostgreSQL's fast stop (clients are cut off, nothing is lost), QUIT its immediate one. */
    private ChildProcess.Plan plan(List<String> command, String log) {
        return new ChildProcess.Plan(
                account.prefix(), command, Map.of("LC_ALL", "C"), folder.file(log), List.of("INT", "QUIT"));
    }

    /**
     * PostgreSQL takes any living process with the number in {@code postmaster.pid} for a server and refuses to start;
     * in a container the number is often somebody else's by now. Ours would be one that works in the data folder.
     */
    private void removeStalePidFile() throws IOException {
        Path file = data().resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        String pid = Files.readAllLines(file).getFirst().strip();
        Path workingFolder = Path.of("/proc", pid, "cwd");
        if (Files.exists(workingFolder) && Files.isSameFile(workingFolder, data())) {
            throw new ServerFailure(
                    "PostgreSQL already runs on " + data() + " as process " + pid + ": stop that process first");
        }
        Files.delete(file);
    }
}
