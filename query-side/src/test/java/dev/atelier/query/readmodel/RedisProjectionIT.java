package dev.atelier.query.readmodel;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.data.redis.core.StringRedisTemplate;

class RedisProjectionIT extends ProjectionContract {
    private static RedisForTests redis;

    @BeforeAll
    static void connect() {
        redis = new RedisForTests(2);
    }

    @AfterAll
    static void disconnect() {
        redis.close();
    }

    @BeforeEach
    @Override
    void wipe() {
        redis.wipe();
    }

    @Override
    ReadStore store() {
        return new RedisReadStore(redis.template());
    }

    @Override
    String dump() {
        StringRedisTemplate template = redis.template();
        String generation = store().head().orElseThrow().generation();
        store().sweep();
        StringBuilder all = new StringBuilder();
        Set<String> keys = new TreeSet<>(Objects.requireNonNull(template.keys("*" + generation + "*")));
        for (String key : keys) {
            Object value = Objects.requireNonNull(template.type(key)).code().equals("zset")
                    ? template.opsForZSet().rangeWithScores(key, 0, -1)
                    : template.opsForValue().get(key);
            all.append(key.replace(generation, "")).append(" = ").append(value).append('\n');
        }
        return all.toString();
    }
}
