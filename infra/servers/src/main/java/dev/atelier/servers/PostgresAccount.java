package dev.atelier.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The identity under which PostgreSQL runs, because it refuses to be root, as a JVM in a container often is. */
enum PostgresAccount {
    /** This JVM is not root: nothing to do. */
    SAME,
    /** A user namespace of its own: the files stay root's, and PostgreSQL sees itself as an unknown user. */
    NAMESPACE,
    /** Where namespaces are forbidden (Docker's default profile): the user nobody, to whom the folder is given. */
    NOBODY;

    private static final int NOBODY_UID = 65534;

    static PostgresAccount choose() {
        if (!isRoot()) {
            return SAME;
        }
        if (NAMESPACE.works()) {
            return NAMESPACE;
        }
        if (NOBODY.works()) {
            return NOBODY;
        }
        throw new ServerFailure("PostgreSQL does not run as root, and neither unshare nor setpriv (package util-linux)"
                + " can give it another identity here. Run Atelier as an ordinary user.");
    }

    List<String> prefix() {
        return switch (this) {
            case SAME -> List.of();
            case NAMESPACE -> List.of("unshare", "-U");
            case NOBODY -> List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        };
    }

    /** Makes the folder usable for this account, and the programs reachable. */
    void takeOver(Path folder, Path bin) throws IOException {
        if (this != NOBODY) {
            return;
        }
        Folders.giveTo(NOBODY_UID, folder);
        if (!runs(List.of(bin.resolve("postgres").toString(), "--version"))
                || !runs(List.of("test", "-w", folder.toString()))) {
            throw new ServerFailure("PostgreSQL has to run as the user nobody here, who cannot reach " + folder
                    + ". Choose a data folder whose parents everybody may enter, or run Atelier as an ordinary user.");
        }
    }

    private boolean works() {
        return runs(List.of("true"));
    }

    private boolean runs(List<String> command) {
        List<String> line = new ArrayList<>(prefix());
        line.addAll(command);
        return Programs.run(line);
    }

    private static boolean isRoot() {
        try {
            Path self = Path.of("/proc/self");
            return Files.exists(self)
                    ? Files.getAttribute(self, "unix:uid").equals(0)
                    : System.getProperty("user.name").equals("root");
        } catch (IOException e) {
            return false;
        }
    }
}
