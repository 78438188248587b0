package dev.atelier.query.replay;

import dev.atelier.query.readmodel.RedisForTests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class RedisReplayBoardIT extends ReplayBoardContract {
    private static RedisForTests redis;

    @BeforeAll
    static void connect() {
        redis = new RedisForTests(12);
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
    ReplayBoard board() {
        return new RedisReplayBoard(redis.template());
    }
}
