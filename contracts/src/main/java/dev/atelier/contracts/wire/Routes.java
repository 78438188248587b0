package dev.atelier.contracts.wire;

/**
 * Where messages go in RabbitMQ. Exchanges are direct, but for {@link #SIGNALS}, a topic. The message's {@code type}
 * property carries its wire name; the body is JSON.
 */
public final class Routes {
    /** Commands of the orchestrator, to the command side. */
    public static final String COMMANDS = "atelier.commands";
    /** Run orders; the routing key is the pool. */
    public static final String RUNS = "atelier.runs";
    /** Claims and run reports of the adapters, to the command side. */
    public static final String REPORTS = "atelier.reports";
    /** Cancels; the routing key is the worker. */
    public static final String CONTROL = "atelier.control";
    /** Heartbeats and progress, transient: a topic exchange, the routing key is the message's wire name. */
    public static final String SIGNALS = "atelier.progress";
    /** Messages that cannot be read end here, with the routing key they came with. */
    public static final String DEAD_LETTERS = "atelier.dead-letters";

    public static final String HEARTBEAT_KEY = "run-heartbeat";
    public static final String PROGRESS_KEY = "run-progress";

    public static final String COMMANDS_QUEUE = "commands";
    public static final String CLAIMS_QUEUE = "claims";
    public static final String REPORTS_QUEUE = "reports";
    public static final String HEARTBEATS_QUEUE = "heartbeats";
    public static final String DEAD_LETTERS_QUEUE = "dead-letters";

    private Routes() {}

    /** The queue of a pool's run orders. */
    public static String runsQueue(String pool) {
        return "runs." + pool;
    }

    /** The queue on which a worker hears cancels. */
    public static String controlQueue(String worker) {
        return "control." + worker;
    }
}
