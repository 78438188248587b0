package dev.atelier.bench.append;

import dev.atelier.bench.stage.Database;
import dev.atelier.bench.stage.OpenLog;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** Our log. Its callers are virtual threads, as the command side's are. */
final class AtelierLog implements Engine {
    private final OpenLog log;

    AtelierLog(Database database) {
        log = OpenLog.on(database);
        subscribe();
    }

    @Override
    public CommandBus bus() {
        return log.bus();
    }

    @Override
    public EventStore store() {
        return log.store();
    }

    @Override
    public ThreadFactory callers() {
        return Thread.ofVirtual().name("caller-", 0).factory();
    }

    @Override
    public void append(List<? extends EventMessage<?>> events) {
        log.store().publish(events);
    }

    @Override
    public void close() {
        log.close();
    }
}
