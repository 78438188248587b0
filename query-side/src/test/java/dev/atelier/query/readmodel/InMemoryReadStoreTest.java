package dev.atelier.query.readmodel;

import java.time.Clock;

class InMemoryReadStoreTest extends ReadStoreContract {
    @Override
    ReadStore store() {
        return new InMemoryReadStore(Clock.systemUTC());
    }
}
