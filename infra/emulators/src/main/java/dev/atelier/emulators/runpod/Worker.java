package dev.atelier.emulators.runpod;

import dev.atelier.emulators.comfyui.ComfyUiEmulator;
import dev.atelier.emulators.runpod.Job.Status;
import dev.atelier.emulators.runpod.JobTable.Ending;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One worker of the endpoint: takes a job, lets its ComfyUI run it, reports, and again. */
final class Worker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final String name;
    private final JobTable jobs;
    private final ComfyUiEmulator comfy;
    private final ComfyWorker handler;
    private final Faults faults;

    Worker(String name, JobTable jobs, ComfyUiEmulator comfy, ComfyWorker handler, Faults faults) {
        this.name = name;
        this.jobs = jobs;
        this.comfy = comfy;
        this.handler = handler;
        this.faults = faults;
    }

    @Override
    public void run() {
        try {
            while (true) {
                work(jobs.take(name));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(Job job) throws InterruptedException {
        // The real handler refuses an empty input so early that the platform takes the worker for dead.
        if (job.asked.input().isEmpty() || faults.takesDeath()) {
            jobs.died(job);
            return;
        }
        try {
            Ending ending = ending(job);
            if (!jobs.isWanted(job)) {
                // Stopped jobs take their container with them.
                comfy.faults().forgetEverything();
            }
            jobs.end(job, ending, faults.takesAfterwards());
        } catch (IOException | RuntimeException e) {
            LOG.warn("runpod: worker {} died over a job: {}", name, e.toString());
            jobs.died(job);
        }
    }

    private Ending ending(Job job) throws IOException, InterruptedException {
        try {
            ObjectNode output = handler.handle(job.asked.input(), () -> jobs.isWanted(job));
            return new Ending(Status.COMPLETED, faults.takesLostOutput() ? null : output, null);
        } catch (WorkerErrorException e) {
            if (e.details().isEmpty()) {
                return new Ending(Status.FAILED, null, e.error());
            }
            ObjectNode rest = JsonNodeFactory.instance.objectNode();
            e.details().forEach(rest.putArray("details")::add);
            return new Ending(Status.FAILED, rest, e.error());
        }
    }
}
