package dev.atelier.servers;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder with {@code initdb} and {@code postgres}.
 *
 * @param major the major version, the one that the files of a database are bound to
 */
record PostgresPrograms(Path bin, int major) {

    private static final Pattern VERSION = Pattern.compile("PostgreSQL\\) (\\d+)");

    private record Place(String folder, String versions) {}

    /** Where packages put PostgreSQL: Debian and Ubuntu, Fedora and RHEL, Homebrew. */
    private static final List<Place> PLACES = List.of(
            new Place("/usr/lib/postgresql", "*"),
            new Place("/usr", "pgsql-*"),
            new Place("/opt/homebrew/opt", "postgresql@*"),
            new Place("/usr/local/opt", "postgresql@*"));

    static Optional<PostgresPrograms> in(Path bin) {
        return Files.isExecutable(bin.resolve("initdb"))
                ? Programs.output(List.of(bin.resolve("postgres").toString(), "--version"))
                        .map(VERSION::matcher)
                        .filter(Matcher::find)
                        .map(version -> new PostgresPrograms(bin, Integer.parseInt(version.group(1))))
                : Optional.empty();
    }

    /** The newest that is installed, or the one of this major version. */
    static Optional<PostgresPrograms> installed(Optional<Integer> major) {
        return candidates()
                .flatMap(bin -> in(bin).stream())
                .filter(found -> major.isEmpty() || major.get() == found.major())
                .max(Comparator.comparingInt(PostgresPrograms::major));
    }

    String program(String name) {
        return bin.resolve(name).toString();
    }

    private static Stream<Path> candidates() {
        List<Path> found = new ArrayList<>();
        PLACES.forEach(place -> found.addAll(folders(place)));
        Programs.find("initdb").map(PostgresPrograms::folderOf).ifPresent(found::add);
        return found.stream().distinct();
    }

    private static Path folderOf(Path program) {
        try {
            return program.toRealPath().resolveSibling("");
        } catch (IOException e) {
            return program.resolveSibling("");
        }
    }

    private static List<Path> folders(Place place) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(Path.of(place.folder()), place.versions())) {
            versions.forEach(version -> found.add(version.resolve("bin")));
        } catch (IOException e) {
            return List.of();
        }
        return found;
    }
}
