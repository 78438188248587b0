package dev.atelier.query.readmodel;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class RedisReadStoreIT extends ReadStoreContract {
    private static RedisForTests redis;

    @BeforeAll
    static void connect() {
        redis = new RedisForTests(1);
    }

    @AfterAll
    static void disconnect() {
        redis.close();
    }

    @BeforeEach
    void wipe() {
        redis.wipe();
    }

    @Override
    ReadStore store() {
        return new RedisReadStore(redis.template());
    }
}
