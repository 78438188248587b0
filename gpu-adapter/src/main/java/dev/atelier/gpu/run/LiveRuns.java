package dev.atelier.gpu.run;

import dev.atelier.contracts.run.CancelRun;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The runs that this adapter has now. */
final class LiveRuns {
    private final Set<LiveRun> runs = ConcurrentHashMap.newKeySet();

    void add(LiveRun run) {
        runs.add(run);
    }

    void remove(LiveRun run) {
        runs.remove(run);
    }

    boolean has(String id) {
        return runs.stream().anyMatch(run -> run.id().equals(id));
    }

    /** Cancels the attempt, also while its claim is still under way; false if it is not here. */
    boolean cancel(CancelRun cancel) {
        boolean any = false;
        for (LiveRun run : runs) {
            if (run.order().jobId().equals(cancel.jobId()) && run.order().attempt() == cancel.attempt()) {
                run.control().cancel();
                any = true;
            }
        }
        return any;
    }

    void forEachClaimed(Consumer<LiveRun> action) {
        runs.stream().filter(LiveRun::isClaimed).forEach(action);
    }
}
