package dev.atelier.eventstore;

import java.sql.SQLException;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * What a storage engine owes Axon and us, on a real PostgreSQL. All tests share one log, as the features of Atelier do:
 * each has streams of its own and reads the tail from a token of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EventStorageEngineContract
        implements AppendContract, ConflictContract, TailContract, TokenContract, UpcastContract, SnapshotContract {
    private final EngineFixture log;
    private final EventStorageEngine engine;

    EventStorageEngineContract(EngineFixture log) {
        this.log = log;
        engine = log.open();
    }

    @BeforeAll
    void learnToHold() throws SQLException {
        HeldAppends.install(log);
    }

    @AfterAll
    void closeLog() throws SQLException {
        log.close();
    }

    @Override
    public EngineFixture log() {
        return log;
    }

    @Override
    public EventStorageEngine engine() {
        return engine;
    }
}
