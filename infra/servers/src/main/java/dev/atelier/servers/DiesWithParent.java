package dev.atelier.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Makes a child process end with the JVM, even when the JVM is killed with {@code kill -9}: {@code setpriv --pdeathsig}
 * (util-linux) asks the Linux kernel to send a signal to the child when its parent is gone.
 *
 * <p>Two properties of prctl(2), PR_SET_PDEATHSIG, shape the code that uses this: "parent" is the <em>thread</em> that
 * started the child, and the setting is cleared when the child's credentials change, so this prefix comes after
 * {@code unshare} and after a change of user.
 */
public final class DiesWithParent {

    private static final Optional<Path> SETPRIV = Programs.find("setpriv")
            .filter(setpriv -> Programs.run(List.of(setpriv.toString(), "--pdeathsig", "TERM", "true")));

    private DiesWithParent() {}

    /** Whether the kernel can be asked; without it children are stopped by a shutdown hook, which kill -9 skips. */
    static boolean isEnforced() {
        return SETPRIV.isPresent();
    }

    /** What to put before a command line. */
    public static List<String> prefix(String signal) {
        return SETPRIV.map(setpriv -> List.of(setpriv.toString(), "--pdeathsig", signal))
                .orElse(List.of());
    }
}
