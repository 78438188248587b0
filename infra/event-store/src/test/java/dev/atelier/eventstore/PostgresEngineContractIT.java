package dev.atelier.eventstore;

/** Our engine owes everything. */
class PostgresEngineContractIT extends EventStorageEngineContract {
    PostgresEngineContractIT() {
        super(PostgresLog.create());
    }
}
