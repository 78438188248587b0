package dev.atelier.contracts.preset;

import java.util.regex.Pattern;

/** A preset's name, such as {@code upscale-2x}. Its stream is {@code preset-<name>}. */
public record PresetName(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    public PresetName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a preset's name");
        }
    }

    /** The name of the stream that tells this preset's life. */
    public String stream() {
        return "preset-" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
