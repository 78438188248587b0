package dev.atelier.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The results as text: figures by part, settings, notes, problems, and one line {@code ratio NAME VALUE} per ratio. */
public final class ResultTable {
    private ResultTable() {}

    public static List<String> lines(Results results) {
        List<String> lines = new ArrayList<>();
        int width = results.figures().stream()
                .mapToInt(figure -> figure.name().length())
                .max()
                .orElse(0);
        String format = "%-" + width + "s  %12s %s";
        Map<String, List<Figure>> parts = results.figures().stream()
                .collect(Collectors.groupingBy(Figure::part, LinkedHashMap::new, Collectors.toList()));
        for (List<Figure> part : parts.values()) {
            lines.add("");
            part.forEach(figure -> lines.add(format.formatted(figure.name(), number(figure.value()), figure.unit())));
        }
        lines.add("");
        results.settings().forEach((name, value) -> lines.add("setting " + name + " = " + value));
        results.notes().forEach(note -> lines.add("note " + note));
        lines.add("");
        results.ratios().forEach((name, value) -> lines.add(String.format(Locale.ROOT, "ratio %s %.3f", name, value)));
        results.problems().forEach(problem -> lines.add("PROBLEM " + problem));
        return lines;
    }

    /** Rates as whole numbers, small values with two digits. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return Math.abs(value) >= 100
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
