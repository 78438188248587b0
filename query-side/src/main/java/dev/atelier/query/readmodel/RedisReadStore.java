package dev.atelier.query.readmodel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Read models in Redis. The head is the hash {@code atelier:{views}:head}; documents and indexes (sorted sets) lie
 * under {@code atelier:{views}:<generation>:}. One hash tag keeps them in one slot of a cluster, so that one script
 * may change them all.
 */
public final class RedisReadStore implements ReadStore {
    private static final String ROOT = "atelier:{views}:";
    private static final String HEAD = ROOT + "head";
    private static final int SCAN_COUNT = 1_000;

    private final StringRedisTemplate redis;
    private final RedisReads reads;
    private final RedisScript<Long> commit =
            RedisScript.of(new ClassPathResource("commit.lua", RedisReadStore.class), Long.class);

    public RedisReadStore(StringRedisTemplate redis) {
        this.redis = redis;
        reads = new RedisReads(redis.getRequiredConnectionFactory());
    }

    @Override
    public Optional<Head> head() {
        Map<String, String> fields = redis.<String, String>opsForHash().entries(HEAD);
        String generation = fields.get("generation");
        String position = fields.get("position");
        if (generation == null || position == null) {
            return Optional.empty();
        }
        String event = fields.getOrDefault("event", "");
        return Optional.of(
                new Head(generation, Long.parseLong(position), event, Boolean.parseBoolean(fields.get("complete"))));
    }

    @Override
    public List<Optional<String>> values(String generation, List<String> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        String prefix = prefix(generation);
        List<String> whole = new ArrayList<>(keys.size());
        keys.forEach(key -> whole.add(prefix + key));
        List<Optional<String>> values = new ArrayList<>(keys.size());
        reads.values(whole).forEach(json -> values.add(json.map(RedisReadStore::text)));
        return values;
    }

    private static String text(byte[] json) {
        return new String(json, UTF_8);
    }

    @Override
    public List<Entry> newest(String generation, String index, long below, int limit) {
        return entries(redis.opsForZSet()
                .reverseRangeByScoreWithScores(
                        prefix(generation) + index, Double.NEGATIVE_INFINITY, below - 1.0, 0, limit));
    }

    @Override
    public List<Entry> oldest(String generation, String index, long above, int limit) {
        return entries(redis.opsForZSet()
                .rangeByScoreWithScores(prefix(generation) + index, above + 1.0, Double.POSITIVE_INFINITY, 0, limit));
    }

    private static List<Entry> entries(@Nullable Set<TypedTuple<String>> tuples) {
        return Objects.requireNonNull(tuples).stream()
                .map(tuple -> new Entry(
                        Objects.requireNonNull(tuple.getValue()),
                        Objects.requireNonNull(tuple.getScore()).longValue()))
                .toList();
    }

    @Override
    public OptionalLong rank(String generation, String index, String member) {
        Long rank = redis.opsForZSet().rank(prefix(generation) + index, member);
        return rank == null ? OptionalLong.empty() : OptionalLong.of(rank);
    }

    @Override
    public long size(String generation, String index) {
        Long size = redis.opsForZSet().zCard(prefix(generation) + index);
        return size == null ? 0 : size;
    }

    @Override
    public boolean commit(Optional<Head> expected, Head next, List<Write> writes) {
        List<String> arguments = new ArrayList<>(7 + 4 * writes.size());
        arguments.add(expected.map(Head::generation).orElse(""));
        arguments.add(expected.map(head -> Long.toString(head.position())).orElse(""));
        arguments.add(next.generation());
        arguments.add(Long.toString(next.position()));
        arguments.add(next.eventId());
        arguments.add(Boolean.toString(next.complete()));
        arguments.add(prefix(next.generation()));
        writes.forEach(write -> arguments.addAll(spell(write)));
        Long done = redis.execute(commit, List.of(HEAD), arguments.toArray());
        return done != null && done == 1;
    }

    private static List<String> spell(Write write) {
        return switch (write) {
            case Write.Put put when put.ttl() == null -> List.of("put", put.key(), put.json());
            case Write.Put put ->
                List.of(
                        "keep",
                        put.key(),
                        put.json(),
                        Long.toString(Objects.requireNonNull(put.ttl()).toMillis()));
            case Write.Drop drop -> List.of("drop", drop.key());
            case Write.Add add -> List.of("add", add.index(), Long.toString(add.score()), add.member());
            case Write.Remove remove -> List.of("remove", remove.index(), remove.member());
        };
    }

    @Override
    public void sweep(String generation) {
        ScanOptions all =
                ScanOptions.scanOptions().match(ROOT + "*").count(SCAN_COUNT).build();
        List<String> old = new ArrayList<>();
        try (Cursor<String> keys = redis.scan(all)) {
            keys.forEachRemaining(key -> {
                if (!key.equals(HEAD) && !key.startsWith(prefix(generation))) {
                    old.add(key);
                }
                if (old.size() >= SCAN_COUNT) {
                    redis.unlink(old);
                    old.clear();
                }
            });
        }
        if (!old.isEmpty()) {
            redis.unlink(old);
        }
    }

    private static String prefix(String generation) {
        return ROOT + generation + ":";
    }
}
