package dev.atelier.servers;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs on the class path: Linux on amd64 with glibc, 15 MB packed and 60 MB unpacked. */
final class BundledPostgres {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private BundledPostgres() {}

    static boolean runsHere() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64")
                && BundledPostgres.class.getResource(ARCHIVE) != null;
    }

    /** The programs, unpacked into this folder unless they are there already; two processes may do this at once. */
    static PostgresPrograms unpackedIn(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            Path draft = folder.resolveSibling(folder.getFileName() + "." + Secrets.random());
            try {
                unpack(draft);
                moveUnlessThere(draft, folder);
            } finally {
                Folders.delete(draft);
            }
        }
        return PostgresPrograms.in(folder.resolve("bin"))
                .orElseThrow(() -> new ServerFailure("The PostgreSQL programs in " + folder
                        + " do not run on this machine (they need glibc). Install PostgreSQL 16 or newer."));
    }

    /** The same in a place where all runs of one user find them, or in this folder where that place is not safe. */
    static PostgresPrograms shared(Path otherwise) throws IOException {
        Path common =
                Path.of(System.getProperty("java.io.tmpdir"), "atelier-programs-" + System.getProperty("user.name"));
        try {
            Files.createDirectory(common);
        } catch (FileAlreadyExistsException e) {
            // By an earlier run, or by somebody who would like us to run their programs.
        }
        boolean ours = Files.getOwner(common, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(otherwise.getParent()))
                && Collections.disjoint(Files.getPosixFilePermissions(common), OTHERS_WRITE);
        return unpackedIn(ours ? common.resolve("postgresql-" + sizeOfArchive()) : otherwise);
    }

    /** Another version has another size. */
    private static long sizeOfArchive() throws IOException {
        return requireNonNull(BundledPostgres.class.getResource(ARCHIVE))
                .openConnection()
                .getContentLengthLong();
    }

    private static void moveUnlessThere(Path draft, Path folder) throws IOException {
        try {
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException | AtomicMoveNotSupportedException e) {
            if (!Files.exists(folder)) {
                throw e;
            }
        }
    }

    private static void unpack(Path folder) throws IOException {
        try (InputStream packed = BundledPostgres.class.getResourceAsStream(ARCHIVE)) {
            if (packed == null) {
                throw new IOException("Not on the class path: " + ARCHIVE);
            }
            TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)));
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, folder);
            }
        }
    }

    private static void unpack(InputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("Outside of the folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
