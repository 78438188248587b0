package dev.atelier.conformance.comfyui;

import dev.atelier.conformance.Check;
import java.util.ArrayList;
import java.util.List;

/** Everything that a ComfyUI is asked to do, in order. */
public final class ComfyUiChecks {
    private static final String AREA = "ComfyUI";

    private ComfyUiChecks() {}

    public static List<Check> of(Stand stand) {
        Results results = new Results(stand);
        Refusals refusals = new Refusals(stand);
        Stops stops = new Stops(stand);
        Losses losses = new Losses(stand);
        List<Check> checks = new ArrayList<>();
        checks.add(check(stand, "it answers", results::answers));
        checks.add(check(stand, "it has the nodes that are needed", results::hasNodes));
        checks.add(check(stand, "submit, progress, result", results::resultComesBack));
        checks.add(check(stand, "a picture goes in and comes back", results::pictureGoesThrough));
        checks.add(check(stand, "a cached result is a result", results::cachedResult));
        checks.add(check(stand, "two clients at once, two runs each", results::twoClients));
        checks.add(check(stand, "an unknown node is refused", refusals::unknownNode));
        checks.add(check(stand, "a value out of range is refused", refusals::outOfRange));
        checks.add(check(stand, "a missing model is refused", refusals::missingModel));
        checks.add(check(stand, "a graph without outputs is refused", refusals::noOutputs));
        checks.add(check(stand, "a graph that is good in part is taken back", refusals::goodInPart));
        checks.add(check(stand, "a node that fails is told", refusals::failingNode));
        checks.add(check(stand, "a file that is no picture is told", refusals::noPicture));
        checks.add(check(stand, "cancel while waiting", stops::whileWaiting));
        checks.add(check(stand, "cancel while running", stops::whileRunning));
        checks.add(check(stand, "a run is found again by another client", losses::foundAgain));
        checks.add(check(stand, "a restart in the middle loses the run", losses::restart));
        checks.add(check(stand, "nothing is left behind", losses::nothingLeft));
        return checks;
    }

    private static Check check(Stand stand, String name, Check.Body body) {
        return new Check(AREA, name, () -> {
            try {
                return body.run();
            } finally {
                stand.settle();
            }
        });
    }
}
