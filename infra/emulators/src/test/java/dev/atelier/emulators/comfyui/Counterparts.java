package dev.atelier.emulators.comfyui;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is called one way in a recording and another way here: prompt ids, entity tags, the slow node, the folder. */
final class Counterparts {

    /**
     * A slow node of the recording session; here an emulated one that is held plays it and ignores the other inputs.
     */
    static final String SLOW_NODE = "TestSteps";

    static final String HELD_NODE = "ImageInvert";

    private static final String THEIR_FOLDER = "/srv/app";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Map<String, String> ours = new HashMap<>();
    private final Path dataFolder;

    Counterparts(Path dataFolder) {
        this.dataFolder = dataFolder;
    }

    void learn(String theirs, String here) {
        ours.put(theirs, here);
    }

    String ours(String theirs) {
        return ours.getOrDefault(theirs, theirs);
    }

    /** A text of a recorded request as it must be sent here. */
    String translated(String text) {
        Matcher ids = ID.matcher(text);
        return ours(ids.replaceAll(id -> Matcher.quoteReplacement(ours(id.group()))))
                .replace(SLOW_NODE, HELD_NODE);
    }

    Sameness there() {
        Sameness there = new Sameness(THEIR_FOLDER);
        there.rename(SLOW_NODE, HELD_NODE);
        return there;
    }

    Sameness here() {
        Sameness here = new Sameness(String.valueOf(dataFolder));
        ours.forEach((theirs, mine) -> here.alias(mine, theirs));
        return here;
    }
}
