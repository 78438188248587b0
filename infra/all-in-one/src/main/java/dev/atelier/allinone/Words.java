package dev.atelier.allinone;

import dev.atelier.allinone.cli.ApiClient;
import dev.atelier.allinone.cli.Audit;
import dev.atelier.allinone.cli.Demo;
import dev.atelier.allinone.cli.ExportLog;
import dev.atelier.eventstore.ReadOnlyLog;
import dev.atelier.servers.PostgresServer;
import dev.atelier.web.access.Role;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The words after {@code ./run}. */
final class Words {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final String USAGE = """
            ./run                          start everything and say where; Ctrl-C stops it
            ./run demo [photo] [preset]    one job from the photo to the saved result; --keep leaves Atelier running
            ./run status                   what runs, and whether it is well
            ./run stop                     stop what runs
            ./run token --as user|service|admin [--subject name]
            ./run export-log               every event, one line of JSON each
            ./run audit                    recompute money and jobs from the log; exit status 1 when something is wrong
            ./run verify [--head FILE]     finds what was changed in the log; a head from earlier also what was cut off
            ./run prove EVENT              proof that an event is in the log; ./run verify --proof FILE checks it anywhere
            ./run backup FILE              log, proofs and working state; keys and what only keys open go to FILE.keys
            ./run restore FILE [--head FILE] [--accept-loss] [--without-keys]
            --listen (with the first) opens the one address to other machines; data are in ATELIER_HOME (.atelier)
            """;

    private final LocalFolder folder;
    private final PrintStream out;

    Words(LocalFolder folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    /** Returns the exit status. */
    int say(String word, List<String> rest) {
        return switch (word) {
            case "start", "--listen" ->
                LocalRun.untilStopped(folder, word.equals("--listen") || rest.contains("--listen"), out);
            case "demo" -> demo(rest);
            case "status" -> status();
            case "stop" -> stop();
            case "token" -> token(rest);
            case "export-log" -> exportLog();
            case "audit" -> audit();
            case "verify", "prove", "backup", "restore" ->
                new LogWords(folder, out).say(word, rest).orElseGet(() -> misunderstood(word));
            case "help", "--help" -> {
                out.print(USAGE);
                yield 0;
            }
            default -> misunderstood(word);
        };
    }

    private int misunderstood(String word) {
        out.println("Atelier does not know \"" + word + "\" here; it knows:");
        out.print(USAGE);
        return 2;
    }

    private int demo(List<String> rest) {
        boolean keep = rest.contains("--keep");
        List<String> plain =
                rest.stream().filter(word -> !word.startsWith("--")).toList();
        Optional<String> unknown = rest.stream()
                .filter(word -> word.startsWith("--") && !word.equals("--keep"))
                .findFirst();
        if (unknown.isPresent() || plain.size() > 2) {
            return misunderstood(unknown.orElseGet(() -> plain.get(2)));
        }
        Path caller = Path.of(System.getProperty("atelier.caller", ""));
        Path photo = plain.isEmpty()
                ? Path.of(System.getProperty("atelier.sample", "cat.png"))
                : caller.resolve(plain.getFirst());
        if (!Files.isReadable(photo) || Files.isDirectory(photo)) {
            throw new IllegalArgumentException(
                    "cannot read the photo " + photo + " (the photo comes first, then the preset)");
        }
        try (BackgroundRun background = BackgroundRun.startUnlessRunning(folder, keep, out)) {
            String address = background.address();
            Demo demo = new Demo(
                    new ApiClient(
                            address,
                            folder.tokens()
                                    .mint(
                                            Role.USER,
                                            "demo-"
                                                    + UUID.randomUUID()
                                                            .toString()
                                                            .substring(0, 8))),
                    new ApiClient(address, folder.tokens().mint(Role.ADMIN, "demo")),
                    out);
            Path result = demo.run(photo, plain.size() > 1 ? plain.get(1) : "invert", caller.toAbsolutePath());
            background.close();
            out.println(result);
        }
        return 0;
    }

    private int status() {
        Optional<LocalFolder.Running> running = folder.running();
        if (running.isEmpty()) {
            out.println("Atelier is not running (" + folder.root() + ")");
            return 3;
        }
        return Status.print(running.get(), out);
    }

    private int stop() {
        Optional<ProcessHandle> process = folder.running().flatMap(running -> ProcessHandle.of(running.pid()));
        if (process.isEmpty()) {
            out.println("Atelier is not running (" + folder.root() + ")");
            return 0;
        }
        process.get().destroy();
        boolean ended = BackgroundRun.awaitEnd(process.get(), STOP_LIMIT);
        out.println(ended ? "stopped" : "still stopping after " + STOP_LIMIT.toSeconds() + " s");
        return ended ? 0 : 1;
    }

    private int token(List<String> rest) {
        String as = option(rest, "--as").orElse("user");
        if (!Set.of("user", "service", "admin").contains(as)) {
            return misunderstood("--as " + as);
        }
        Role role = Role.valueOf(as.toUpperCase(Locale.ROOT));
        String name = option(rest, "--subject")
                .orElse(
                        switch (role) {
                            case USER -> "local";
                            case SERVICE -> "telegram-bot";
                            case ADMIN -> "local-admin";
                        });
        out.println(folder.tokens().mint(role, name));
        return 0;
    }

    private int exportLog() {
        return OpenLog.use(folder, database -> {
            ExportLog.write(database.jdbcUrl(), database.user(), database.password(), out);
            return 0;
        });
    }

    private int audit() {
        Optional<LocalFolder.Running> running = folder.running();
        if (running.isPresent()) {
            String token = folder.tokens().mint(Role.ADMIN, "audit");
            return Audit.ofRunning(new ApiClient(running.get().address(), token), out);
        }
        String url = System.getenv("POSTGRES_URL");
        if (url != null) {
            PostgresUrl postgres = PostgresUrl.parse(url);
            return auditLog(postgres.jdbcUrl(), postgres.user(), postgres.password());
        }
        try (PostgresServer server = PostgresServer.start(folder.of("postgres"))) {
            return auditLog(server.createDatabase(Servers.DATABASE), server.user(), server.password());
        }
    }

    private int auditLog(String jdbcUrl, String user, String password) {
        try (ReadOnlyLog log = ReadOnlyLog.open(jdbcUrl, user, password)) {
            return Audit.ofLog(log.reader(), out);
        }
    }

    static Optional<String> option(List<String> words, String name) {
        int at = new ArrayList<>(words).indexOf(name);
        return at >= 0 && at + 1 < words.size() ? Optional.of(words.get(at + 1)) : Optional.empty();
    }

    /** The causes that say something, in one line. */
    static String explain(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String first = String.valueOf(failure.getMessage());
        String last = String.valueOf(deepest.getMessage());
        return first.contains(last) ? first : first + " (" + last + ")";
    }
}
