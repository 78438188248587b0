package dev.atelier.gpu.comfyui;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.gpu.backend.Backend;
import dev.atelier.gpu.backend.LeftRun;
import dev.atelier.gpu.backend.RunControl;
import dev.atelier.gpu.backend.RunFailureException;
import dev.atelier.gpu.backend.Work;
import java.nio.file.Path;
import java.util.List;

/** One ComfyUI server. */
public final class ComfyUi implements Backend, AutoCloseable {
    /** One that runs and one that waits: what is in a server's queue dies with it, and its turn cannot be changed. */
    private static final int PLACES = 2;

    private final Server server;

    public ComfyUi(ComfyUiSettings settings) {
        this.server = Server.of(settings);
    }

    @Override
    public int places() {
        return PLACES;
    }

    @Override
    public boolean isAvailable() throws InterruptedException {
        return server.condition().takesRuns();
    }

    @Override
    public Outcome run(Work work, RunControl control) throws RunFailureException, InterruptedException {
        ComfyUiRun run = new ComfyUiRun(server, work.order(), work.folder(), control);
        return observed(() -> run.run(work));
    }

    @Override
    public List<LeftRun> leftRuns() throws RunFailureException, InterruptedException {
        return Footprint.find(server.http());
    }

    @Override
    public Outcome resume(LeftRun left, Path folder, RunControl control)
            throws RunFailureException, InterruptedException {
        ComfyUiRun run = new ComfyUiRun(server, left.order(), folder, control);
        return observed(() -> run.resume(left));
    }

    @Override
    public void drop(LeftRun left) throws InterruptedException {
        new Stopping(server.http()).tryStop(left.id());
    }

    @Override
    public void close() {
        server.http().close();
    }

    private interface Doing {
        Outcome run() throws RunFailureException, InterruptedException;
    }

    /** What a run's end says about its server. */
    private Outcome observed(Doing doing) throws RunFailureException, InterruptedException {
        try {
            Outcome outcome = doing.run();
            server.condition().isWell();
            return outcome;
        } catch (RunFailureException e) {
            if (e.reason() == FailureReason.OUT_OF_MEMORY) {
                server.condition().wasOutOfMemory();
            }
            throw e;
        }
    }
}
