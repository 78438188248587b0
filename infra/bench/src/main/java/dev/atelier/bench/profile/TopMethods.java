package dev.atelier.bench.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * What a recording says about processor time: samples by the method on top of the stack, and by every method of ours
 * and of the libraries that was somewhere on it (so a caller's share contains its callees').
 */
public final class TopMethods {
    private static final int TOP = 12;
    private static final int CALLERS = 40;
    private static final int PACKAGES = 12;

    private final Map<String, Integer> onTop = new HashMap<>();
    private final Map<String, Integer> byPackage = new HashMap<>();
    private final Map<String, Integer> onStack = new HashMap<>();
    private int samples;

    private TopMethods() {}

    /** The recording as lines of text. */
    public static Stream<String> lines(Path recording) {
        TopMethods methods = new TopMethods();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample") && event.getStackTrace() != null) {
                    methods.add(event.getStackTrace().getFrames());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no recording in " + recording, e);
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(recording.getFileName() + ": " + methods.samples + " samples");
        lines.add("  on top of the stack");
        methods.print(methods.onTop, TOP, lines);
        lines.add("  by whose code called the JDK (or ran itself)");
        methods.print(methods.byPackage, PACKAGES, lines);
        lines.add("  anywhere on the stack");
        methods.print(methods.onStack, CALLERS, lines);
        return lines.stream();
    }

    private void add(List<RecordedFrame> frames) {
        if (frames.isEmpty()) {
            return;
        }
        samples++;
        onTop.merge(name(frames.getFirst()), 1, Integer::sum);
        byPackage.merge(
                frames.stream()
                        .map(TopMethods::name)
                        .filter(TopMethods::isTelling)
                        .findFirst()
                        .map(TopMethods::library)
                        .orElse("the JDK alone"),
                1,
                Integer::sum);
        Set<String> seen = new HashSet<>();
        for (RecordedFrame frame : frames) {
            String name = name(frame);
            if (isTelling(name) && seen.add(name)) {
                onStack.merge(name, 1, Integer::sum);
            }
        }
    }

    /** Not the machinery under every call: threads, reflection, lambdas. */
    private static boolean isTelling(String name) {
        return !name.startsWith("java.")
                && !name.startsWith("jdk.")
                && !name.startsWith("sun.")
                && !name.contains("$$");
    }

    /** Three words of the package: {@code org.springframework.security}. */
    private static String library(String name) {
        String[] words = name.split("\\.");
        return String.join(".", Arrays.asList(words).subList(0, Math.min(3, words.length - 2)));
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private void print(Map<String, Integer> counts, int limit, List<String> lines) {
        counts.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Integer>>comparingInt(Map.Entry::getValue)
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .limit(limit)
                .forEach(entry ->
                        lines.add("  %5.1f %%  %s".formatted(100.0 * entry.getValue() / samples, entry.getKey())));
    }
}
