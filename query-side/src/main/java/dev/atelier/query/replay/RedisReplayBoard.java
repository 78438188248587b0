package dev.atelier.query.replay;

import dev.atelier.wire.WireJson;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.HashOperations;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/** Replays in the hash {@code atelier:{views}:replays}, as JSON by id. */
public final class RedisReplayBoard implements ReplayBoard {
    private static final String KEY = "atelier:{views}:replays";

    private final StringRedisTemplate redis;
    private final HashOperations<String, String, String> hash;
    private final RedisScript<Long> replace =
            RedisScript.of(new ClassPathResource("replace.lua", RedisReplayBoard.class), Long.class);

    public RedisReplayBoard(StringRedisTemplate redis) {
        this.redis = redis;
        hash = redis.opsForHash();
    }

    @Override
    public List<Replay> all() {
        return hash.values(KEY).stream()
                .map(RedisReplayBoard::read)
                .sorted(Comparator.comparing(Replay::startedAt).reversed())
                .toList();
    }

    @Override
    public Optional<Replay> find(String id) {
        return Optional.ofNullable(hash.get(KEY, id)).map(RedisReplayBoard::read);
    }

    @Override
    public void add(Replay replay) {
        hash.put(KEY, replay.id(), write(replay));
    }

    @Override
    public boolean replace(Replay before, Replay after) {
        Long done = redis.execute(replace, List.of(KEY), before.id(), write(before), write(after));
        return done != null && done == 1;
    }

    @Override
    public void remove(String id) {
        hash.delete(KEY, id);
    }

    private static Replay read(String json) {
        return WireJson.mapper().readValue(json, Replay.class);
    }

    private static String write(Replay replay) {
        return WireJson.mapper().writeValueAsString(replay);
    }
}
