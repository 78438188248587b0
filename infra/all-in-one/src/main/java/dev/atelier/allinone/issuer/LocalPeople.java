package dev.atelier.allinone.issuer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** The local issuer's accounts: one file each, so that creating the file is the check that a name is free. */
final class LocalPeople {
    /** Safe as a file's name, and nothing that has to be escaped. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{1,31}");

    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;

    LocalPeople(Path folder) {
        this.folder = folder.resolve("people");
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** As people type it: without spaces around, in small letters. */
    static String normalise(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT);
    }

    Optional<LocalPerson> find(String name) {
        if (!isName(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file(name)), LocalPerson.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("an account cannot be read", e);
        }
    }

    /** Makes an account, or empty when the name is taken. @param passwordHash empty for nobody who signs in */
    Optional<LocalPerson> create(String name, String passwordHash) {
        if (!isName(name)) {
            throw new IllegalArgumentException("a name has 2 to 32 of a-z, 0-9, dot, dash and underscore");
        }
        LocalPerson person = new LocalPerson(name, UUID.randomUUID().toString(), passwordHash);
        try {
            OwnerOnly.create(file(name), JSON.writeValueAsBytes(person));
            return Optional.of(person);
        } catch (FileAlreadyExistsException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("an account cannot be kept", e);
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ".json");
    }
}
