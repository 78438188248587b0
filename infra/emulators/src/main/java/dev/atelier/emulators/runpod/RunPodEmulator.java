package dev.atelier.emulators.runpod;

import dev.atelier.emulators.comfyui.ComfyUiEmulator;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A stand-in for one RunPod serverless endpoint that runs worker-comfyui: {@code /run}, {@code /runsync}, {@code
 * /status}, {@code /stream}, {@code /cancel}, {@code /retry}, {@code /purge-queue} and {@code /health} on a loopback
 * port. Each worker has a ComfyUI emulator of its own, so that pictures are really computed.
 *
 * <p>Beyond the real one it can fail on purpose: jobs by {@link #faults()}, the wire by {@link #wire()}, webhooks by
 * {@link #webhooks()}, what happens inside a node by {@link #comfyUi()}. Not there: low priority, {@code s3Config} (the
 * worker ignores it), scaling, cold starts.
 */
public final class RunPodEmulator implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int THREADS_MAX = 64;

    /** Who may ask what. */
    record Access(String endpoint, String key) {}

    private final Server server = new Server(threads());
    private final ServerConnector connector;
    private final ShiftedClock clock = new ShiftedClock();
    private final Faults faults = new Faults();
    private final WireFaults wire = new WireFaults();
    private final Webhooks webhooks = new Webhooks();
    private final JobTable jobs = new JobTable(clock, webhooks::tell);
    private final Access access;
    private final Results results = new Results(this::bucketUrl, faults);
    private final List<ComfyUiEmulator> comfyUis = new ArrayList<>();
    private final List<ComfyCalls> calls = new ArrayList<>();
    private final List<Thread> workers = new ArrayList<>();

    private RunPodEmulator(int port, Path data, Access access, int workerCount) {
        this.access = access;
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(new HttpConfiguration()));
        connector.setHost(HOST);
        connector.setPort(port);
        server.addConnector(connector);
        Endpoint endpoint = new Endpoint(jobs, faults, webhooks, this::releaseJobs, workerCount);
        server.setHandler(new HttpFace(access, endpoint, results, new RateLimits(clock), wire));
        for (int i = 1; i <= workerCount; i++) {
            addWorker("worker-" + i, data.resolve("worker-" + i));
        }
    }

    /** Starts an endpoint with one worker on a free port. */
    public static RunPodEmulator start(Path data) {
        return start(0, data, "emulated-key", 1);
    }

    /**
     * Starts an endpoint.
     *
     * @param port the loopback port; 0 takes a free one
     * @param data the folder for the workers' files; made if absent
     * @param key the only one that is accepted; never a real one
     * @throws IllegalArgumentException if the key looks like one of the real service
     * @throws IllegalStateException if the port is taken
     */
    public static RunPodEmulator start(int port, Path data, String key, int workers) {
        if (HttpFace.isReal(key)) {
            throw new IllegalArgumentException("the emulator takes no key that looks real");
        }
        RunPodEmulator emulator = new RunPodEmulator(port, data, new Access("emulated", key), workers);
        try {
            emulator.server.start();
        } catch (Exception e) {
            emulator.close();
            throw new IllegalStateException("the RunPod emulator cannot listen on port " + port, e);
        }
        emulator.workers.forEach(Thread::start);
        return emulator;
    }

    /** What stands for {@code https://api.runpod.ai/v2}. */
    public URI url() {
        return URI.create("http://" + HOST + ":" + connector.getLocalPort() + "/v2");
    }

    /** The endpoint's id. */
    public String endpoint() {
        return access.endpoint();
    }

    public String key() {
        return access.key();
    }

    /** Where the bucket is that workers may put results into. */
    public URI bucketUrl() {
        return URI.create("http://" + HOST + ":" + connector.getLocalPort() + "/bucket");
    }

    public Faults faults() {
        return faults;
    }

    public WireFaults wire() {
        return wire;
    }

    public Webhooks webhooks() {
        return webhooks;
    }

    /** The ComfyUI of the first worker. */
    public ComfyUiEmulator comfyUi() {
        return comfyUis.getFirst();
    }

    /** Lets time pass: for lifetimes, retention and execution times. */
    public void advance(Duration by) {
        clock.advance(by);
    }

    /** No worker takes a job, until called with false: an endpoint that is scaled to zero. */
    public void workersGone(boolean gone) {
        jobs.pause(gone);
    }

    /** Every job vanishes: its id is unknown. */
    public void forgetEverything() {
        jobs.forgetEverything();
    }

    /** Somebody else takes everything out of the queue. */
    public void purge() {
        jobs.purge();
    }

    /** From now on jobs stop inside their first node. */
    public void holdJobs() {
        comfyUis.forEach(comfyUi -> comfyUi.faults().holdRuns());
    }

    /** Lets held jobs go on, and those that come. */
    public void releaseJobs() {
        comfyUis.forEach(comfyUi -> comfyUi.faults().releaseRuns());
    }

    @Override
    public void close() {
        workers.forEach(Thread::interrupt);
        webhooks.close();
        calls.forEach(ComfyCalls::close);
        comfyUis.forEach(ComfyUiEmulator::close);
        stop();
    }

    private void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the RunPod emulator did not stop", e);
        }
    }

    private void addWorker(String name, Path data) {
        ComfyUiEmulator comfyUi = ComfyUiEmulator.start(data);
        comfyUis.add(comfyUi);
        ComfyCalls toComfyUi =
                new ComfyCalls(comfyUi.baseUrl(), UUID.randomUUID().toString());
        calls.add(toComfyUi);
        Worker worker = new Worker(name, jobs, comfyUi, new ComfyWorker(toComfyUi, results, faults), faults);
        workers.add(Thread.ofPlatform().daemon().name("runpod-" + name).unstarted(worker));
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX);
        threads.setName("runpod");
        threads.setDaemon(true);
        return threads;
    }
}
