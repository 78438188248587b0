package dev.atelier.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words after {@code ./bench}.
 *
 * @param recordings where flight recordings of the deployables go, null for none
 */
record Options(
        Scale scale, Set<Part> parts, Path out, @Nullable Path recordings) {
    static final String HELP = """
            ./bench [--quick] [--only PARTS] [--out FILE] [--profile | --jfr DIR]
            ./bench top FILE.jfr ...   the methods with the most samples in recordings
            ./bench help

            Starts private servers and the four deployables, measures, prints a table, writes bench.json, and removes
            everything it made. Progress goes to standard error.

              --quick      seconds instead of minutes: shows that it works, its figures mean little
              --only a,b   these parts and what they need
              --out FILE   instead of infra/bench/target/bench.json
              --profile    flight recordings of the deployables in infra/bench/target/recordings, and their top methods
              --jfr DIR    the same in another folder

            Parts:
            """ + Part.help() + "\n";

    /** Throws {@link IllegalArgumentException} for what nobody knows. */
    static Options parse(List<String> words, Path home) {
        Scale scale = Scale.FULL;
        Set<Part> parts = EnumSet.allOf(Part.class);
        Path target = home.resolve("infra/bench/target");
        Path out = target.resolve("bench.json");
        @Nullable Path recordings = null;
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--quick" -> scale = Scale.QUICK;
                case "--only" -> {
                    parts = EnumSet.noneOf(Part.class);
                    Arrays.stream(value(word, rest).split(",")).map(Part::parse).forEach(parts::add);
                }
                case "--out" -> out = Path.of(value(word, rest));
                case "--profile" -> recordings = target.resolve("recordings");
                case "--jfr" -> recordings = Path.of(value(word, rest));
                default -> throw new IllegalArgumentException("unknown: " + word + ", see ./bench help");
            }
        }
        if (parts.contains(Part.STATUS)) {
            parts.add(Part.ENDTOEND);
        }
        return new Options(scale, parts, out, recordings);
    }

    private static String value(String word, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(word + " needs a value");
        }
        return rest.next();
    }

    boolean has(Part part) {
        return parts.contains(part);
    }
}
