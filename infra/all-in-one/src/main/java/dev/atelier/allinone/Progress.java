package dev.atelier.allinone;

import java.io.PrintStream;
import java.util.function.Supplier;

/** Tells the person at the terminal what is being started and how long it took. */
final class Progress {
    private final PrintStream out;

    Progress(PrintStream out) {
        this.out = out;
    }

    <T> T step(String name, Supplier<T> work) {
        long begin = System.nanoTime();
        T result = work.get();
        long millis = (System.nanoTime() - begin) / 1_000_000;
        synchronized (out) {
            out.printf("  %-18s %5.1f s%n", name, millis / 1000.0);
            out.flush();
        }
        return result;
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }
}
