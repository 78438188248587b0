package dev.atelier.allinone;

import dev.atelier.allinone.cli.Backup;
import dev.atelier.allinone.cli.Restore;
import dev.atelier.allinone.cli.VerifyLog;
import dev.atelier.eventstore.proof.EventProofs;
import dev.atelier.eventstore.proof.HeadFile;
import dev.atelier.eventstore.proof.ProofJson;
import dev.atelier.eventstore.proof.domain.SignedHead;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** The words that check the log, prove its events, save it and bring it back. */
final class LogWords {
    private final LocalFolder folder;
    private final OutsideTheLog outside;
    private final PrintStream out;
    private final Path caller = Path.of(System.getProperty("atelier.caller", ""));

    LogWords(LocalFolder folder, PrintStream out) {
        this.folder = folder;
        this.outside = new OutsideTheLog(folder, System.getenv());
        this.out = out;
    }

    /** Returns the exit status; empty when what follows the word makes no sense. */
    Optional<Integer> say(String word, List<String> rest) {
        return switch (word) {
            case "verify" -> verify(rest);
            case "prove" -> rest.size() == 1 ? Optional.of(prove(rest.getFirst())) : Optional.empty();
            case "backup" -> rest.size() == 1 ? Optional.of(backup(file(rest.getFirst()))) : Optional.empty();
            case "restore" ->
                rest.isEmpty() || rest.getFirst().startsWith("--") ? Optional.empty() : Optional.of(restore(rest));
            default -> Optional.empty();
        };
    }

    private Optional<Integer> verify(List<String> rest) {
        Optional<String> proof = Words.option(rest, "--proof");
        boolean understood = rest.size() % 2 == 0
                && IntStream.range(0, rest.size() / 2)
                        .allMatch(pair -> Set.of("--head", "--proof").contains(rest.get(2 * pair)));
        if (!understood) {
            return Optional.empty();
        }
        Optional<SignedHead> head = head(rest);
        return Optional.of(
                proof.isPresent()
                        ? VerifyLog.proof(ProofJson.readProof(text(file(proof.get()))), head, out)
                        : OpenLog.use(folder, database -> {
                            try (Connection connection = connect(database)) {
                                return VerifyLog.log(connection, head, outside.signingKeys(), out);
                            }
                        }));
    }

    private int prove(String event) {
        return OpenLog.use(folder, database -> {
            try (Connection connection = connect(database)) {
                out.print(ProofJson.write(EventProofs.prove(connection, UUID.fromString(event))));
                return 0;
            }
        });
    }

    private int backup(Path file) {
        String identityKey = outside.identityKey()
                .orElseThrow(() -> new IllegalArgumentException(
                        outside.isOnServers()
                                ? "set IDENTITY_KEY as the command side has it: a backup without it recognises nobody"
                                : "there is no identity key in " + outside.identityKeyFile() + ", so no log to save"));
        return OpenLog.use(folder, database -> {
            try (Connection connection = connect(database)) {
                return Backup.write(connection, new Backup.Outside(outside.signingKeys(), identityKey), file, out);
            }
        });
    }

    private int restore(List<String> rest) {
        Optional<FileLock> lock = folder.lock();
        if (lock.isEmpty()) {
            out.println("Atelier runs on " + folder.root() + ": ./run stop first");
            return 1;
        }
        Restore.Plan plan = new Restore.Plan(
                file(rest.getFirst()),
                head(rest),
                outside.head().read(),
                rest.contains("--accept-loss"),
                rest.contains("--without-keys"),
                new Restore.Outside(
                        outside.signingKeys(),
                        outside.identityKey(),
                        outside.isOnServers() ? Optional.empty() : Optional.of(outside.identityKeyFile()),
                        outside::trust));
        int status = OpenLog.use(
                folder, database -> Restore.run(plan, database.jdbcUrl(), database.user(), database.password(), out));
        if (status == 0 && plan.acceptLoss()) {
            setHeadAside();
        }
        return status;
    }

    /** The head of what was lost is kept for whoever wants to see it; sealing goes on from the restored log. */
    private void setHeadAside() {
        HeadFile head = outside.head();
        head.read().ifPresent(lost -> {
            Path aside =
                    folder.of("log-head-lost-" + lost.block().hash().toString().substring(0, 16) + ".json");
            try {
                Files.move(head.path(), aside);
            } catch (IOException e) {
                throw new UncheckedIOException("move " + head.path() + " away by hand: it names what was lost", e);
            }
            out.println("the head of what may be lost is now " + aside);
        });
    }

    private Optional<SignedHead> head(List<String> rest) {
        return Words.option(rest, "--head")
                .map(name -> new HeadFile(file(name)))
                .map(head -> head.read()
                        .orElseThrow(() -> new IllegalArgumentException("there is no head in " + head.path())));
    }

    private Path file(String name) {
        return caller.resolve(name).toAbsolutePath();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static Connection connect(LocalDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
