package dev.atelier.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What a run has found so far: figures, ratios between them, settings, notes, and what went wrong. */
public final class Results {
    private final Map<String, Figure> figures = new LinkedHashMap<>();
    private final Map<String, Double> ratios = new LinkedHashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    public void add(String name, double value, String unit) {
        figures.put(name, new Figure(name, value, unit));
    }

    /** Throughput of what was counted. */
    public void rate(String name, long count, double seconds) {
        add(name, count / seconds, "/s");
    }

    /** The two quantiles that people ask for first. */
    public void latencies(String name, Latencies latencies) {
        add(name + ".p50", latencies.millis(0.5), "ms");
        add(name + ".p99", latencies.millis(0.99), "ms");
    }

    /** A setting that differs from the default, or that one has to know to compare. */
    public void setting(String name, String value) {
        settings.put(name, value);
    }

    /** How something was measured. */
    public void note(String text) {
        if (!notes.contains(text)) {
            notes.add(text);
        }
    }

    /** Something that must not be: the run ends with an error. */
    public void problem(String text) {
        problems.add(text);
    }

    public OptionalDouble value(String name) {
        Figure figure = figures.get(name);
        return figure == null ? OptionalDouble.empty() : OptionalDouble.of(figure.value());
    }

    /** The largest value among the figures whose names begin so. */
    public OptionalDouble best(String prefix) {
        return figures.values().stream()
                .filter(figure -> figure.name().startsWith(prefix))
                .mapToDouble(Figure::value)
                .max();
    }

    /** One value over another, if both were measured. */
    public void ratio(String name, OptionalDouble value, OptionalDouble base) {
        if (value.isPresent() && base.isPresent() && base.getAsDouble() > 0) {
            ratios.put(name, value.getAsDouble() / base.getAsDouble());
        }
    }

    public List<Figure> figures() {
        return List.copyOf(figures.values());
    }

    public Map<String, Double> ratios() {
        return new LinkedHashMap<>(ratios);
    }

    public Map<String, String> settings() {
        return new LinkedHashMap<>(settings);
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }

    public List<String> problems() {
        return List.copyOf(problems);
    }
}
