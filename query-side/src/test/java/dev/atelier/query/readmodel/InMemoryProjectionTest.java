package dev.atelier.query.readmodel;

import java.time.Clock;
import java.time.ZoneOffset;

class InMemoryProjectionTest extends ProjectionContract {
    private final InMemoryReadStore store = new InMemoryReadStore(Clock.fixed(NOW, ZoneOffset.UTC));

    @Override
    ReadStore store() {
        return store;
    }

    @Override
    String dump() {
        return store.dump();
    }

    @Override
    void wipe() {
        store.wipe();
    }
}
