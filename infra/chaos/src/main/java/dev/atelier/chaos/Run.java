package dev.atelier.chaos;

import dev.atelier.bench.report.Progress;
import dev.atelier.bench.stage.TemporaryFolder;
import dev.atelier.chaos.stage.World;

/** One run: everything is started, a scenario is played, and all that was made for it is removed. */
final class Run implements AutoCloseable {
    private final Progress progress = new Progress();
    private final TemporaryFolder folder = TemporaryFolder.make("atelier-chaos-");
    private final World world;
    private final Thread onExit = new Thread(this::breakOff, "stop-chaos");
    private boolean stopped;
    private boolean keep;
    private volatile boolean brokenOff;

    Run(World.Plan plan) {
        world = new World(folder.path(), plan, progress);
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    Progress progress() {
        return progress;
    }

    /** What was not good stays to be looked at. */
    boolean isGood(Scenario scenario) {
        boolean good = false;
        try {
            good = play(scenario);
        } finally {
            if (!good && !brokenOff) {
                keep = true;
                System.err.println("again:  " + scenario.again());
                System.err.println("logs and data:  " + folder.path());
            }
        }
        return good;
    }

    /** Whether nothing was wrong; nothing stays. */
    boolean play(Scenario scenario) {
        progress.say(scenario.again());
        world.start();
        return scenario.isGood(world, folder.path());
    }

    /** Somebody pressed Ctrl-C: nothing stays, not even what there was to look at. */
    private void breakOff() {
        brokenOff = true;
        stop();
    }

    private synchronized void stop() {
        if (!stopped) {
            stopped = true;
            world.close();
            if (!keep) {
                folder.close();
            }
        }
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(onExit);
    }
}
