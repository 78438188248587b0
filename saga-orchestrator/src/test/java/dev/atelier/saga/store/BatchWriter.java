package dev.atelier.saga.store;

import dev.atelier.eventstore.LogToken;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** A processor that writes what a test tells it to, batch by batch. */
public final class BatchWriter {
    private static final Duration CLAIM = Duration.ofMinutes(1);

    private final String processor;
    private final String owner;
    private final SagaTable sagas;
    private final TokenTable tokens;
    private LogToken token;

    public BatchWriter(DataSource dataSource, String processor, String owner) {
        this.processor = processor;
        this.owner = owner;
        sagas = new SagaTable(dataSource);
        tokens = new TokenTable(dataSource);
        tokens.begin(processor);
        token = tokens.claim(processor, owner, CLAIM).orElseThrow();
    }

    /** Whether it was written. */
    public boolean write(Consumer<Batch> changes) {
        Batch batch = new Batch();
        changes.accept(batch);
        LogToken next = new LogToken(token.index() + 1, "event-" + token.index());
        boolean isWritten = sagas.commit(processor, owner, token, next, batch);
        token = isWritten ? next : token;
        return isWritten;
    }
}
