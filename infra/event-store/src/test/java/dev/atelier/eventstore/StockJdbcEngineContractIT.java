package dev.atelier.eventstore;

import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Axon's stock JDBC engine, and why it is not enough. */
class StockJdbcEngineContractIT extends EventStorageEngineContract {
    @RegisterExtension
    static final KnownFailures KNOWN = new KnownFailures(Map.of());

    StockJdbcEngineContractIT() {
        super(StockLog.create());
    }
}
