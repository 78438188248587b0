package dev.atelier.allinone;

import dev.atelier.eventstore.proof.HeadFile;
import dev.atelier.eventstore.proof.SigningKeyFile;
import dev.atelier.eventstore.proof.TrustedKeysFile;
import dev.atelier.eventstore.proof.domain.HeadKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What belongs to a log and lies outside of it: its newest head, the keys that signed it, and the key from which people
 * are recognised. On servers the environment says it, as it does for the deployables; in a local run the data folder has
 * it. Nothing is made here: a new one would be another one.
 */
final class OutsideTheLog {
    private static final String IDENTITY_KEY = "IDENTITY_KEY";

    private final LocalFolder folder;
    private final Map<String, String> environment;

    OutsideTheLog(LocalFolder folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    HeadFile head() {
        return set("SEAL_HEAD_FILE").map(file -> new HeadFile(Path.of(file))).orElseGet(folder::head);
    }

    /** Those that signed here before, and the one that signs now. */
    Set<HeadKey> signingKeys() {
        Set<HeadKey> keys = new LinkedHashSet<>(TrustedKeysFile.beside(head()).read());
        Path file = set("SEAL_KEY_FILE").map(Path::of).orElseGet(() -> secret("log-signing-key.pem"));
        if (Files.isReadable(file)) {
            keys.add(SigningKeyFile.read(file).key());
        }
        return keys;
    }

    /** Notes keys that a restored log was signed with. */
    void trust(Set<HeadKey> keys) {
        keys.forEach(TrustedKeysFile.beside(head())::add);
    }

    /** The key from which people are recognised, if it is known here. */
    Optional<String> identityKey() {
        return set(IDENTITY_KEY).or(() -> isOnServers() ? Optional.empty() : kept(identityKeyFile()));
    }

    /** Where a local run keeps it. */
    Path identityKeyFile() {
        return secret("identity-key");
    }

    /** Whether the log is on servers, whose environment has all that a local run keeps in its folder. */
    boolean isOnServers() {
        return set("POSTGRES_URL").isPresent();
    }

    private Path secret(String name) {
        return folder.of("secrets").resolve(name);
    }

    private Optional<String> set(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static Optional<String> kept(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
