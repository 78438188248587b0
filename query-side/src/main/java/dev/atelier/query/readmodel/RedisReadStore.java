package dev.atelier.query.readmodel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.data.redis.serializer.GenericToStringSerializer;
import org.springframework.data.redis.serializer.RedisSerializer;

/**
 * Read models in Redis. The heads are {@code atelier:{views:2}:live} and {@code atelier:{views:2}:building}; documents and
 * indexes (sorted sets) lie under {@code atelier:{views:2}:<generation>:}. One hash tag keeps them in one slot of a
 * cluster, so that one script may change them all.
 */
public final class RedisReadStore implements ReadStore {
    /** With another number, read models of another shape are built anew beside those of an older version. */
    static final String ROOT = "atelier:{views:2}:";

    private static final String LIVE = ROOT + "live";
    private static final String BUILDING = ROOT + "building";
    private static final int SCAN_COUNT = 1_000;

    private final StringRedisTemplate redis;
    private final RedisReads reads;
    private final RedisScript<Long> commit = script("commit.lua");
    private final RedisScript<Long> promote = script("promote.lua");
    private final RedisScript<Long> abandon = script("abandon.lua");

    public RedisReadStore(StringRedisTemplate redis) {
        this.redis = redis;
        reads = new RedisReads(redis.getRequiredConnectionFactory());
    }

    private static RedisScript<Long> script(String name) {
        return RedisScript.of(new ClassPathResource(name, RedisReadStore.class), Long.class);
    }

    private static String key(Slot slot) {
        return switch (slot) {
            case LIVE -> LIVE;
            case BUILDING -> BUILDING;
        };
    }

    @Override
    public Optional<Head> head(Slot slot) {
        return reads.values(List.of(key(slot)))
                .getFirst()
                .map(RedisReadStore::text)
                .map(RedisReadStore::parse);
    }

    /** Generation, position, events, completeness and the event's id, which may be empty. */
    private static String print(Head head) {
        return String.join(
                " ",
                head.generation(),
                Long.toString(head.position()),
                Long.toString(head.events()),
                Boolean.toString(head.complete()),
                head.eventId());
    }

    private static Head parse(String text) {
        String[] parts = text.split(" ", -1);
        return new Head(
                parts[0], Long.parseLong(parts[1]), parts[4], Boolean.parseBoolean(parts[3]), Long.parseLong(parts[2]));
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
    public boolean commit(Slot slot, Optional<Head> expected, Head next, List<Write> writes) {
        CommitArguments arguments = new CommitArguments(prefix(next.generation()));
        arguments.add(expected.map(RedisReadStore::print).orElse(""));
        arguments.add(print(next));
        arguments.addAll(writes);
        return isDone(redis.execute(
                commit,
                RedisSerializer.byteArray(),
                new GenericToStringSerializer<>(Long.class),
                List.of(key(slot)),
                arguments.toArray()));
    }

    @Override
    public boolean promote(Head built) {
        return isDone(redis.execute(
                promote,
                List.of(LIVE, BUILDING),
                print(built),
                print(built.completed()),
                Long.toString(built.position())));
    }

    @Override
    public boolean abandon(Head built) {
        return isDone(redis.execute(abandon, List.of(BUILDING), print(built)));
    }

    private static boolean isDone(@Nullable Long answer) {
        return answer != null && answer == 1;
    }

    /** A generation that is in no slot when one of its keys has been seen never comes back. */
    @Override
    public void sweep() {
        ScanOptions all =
                ScanOptions.scanOptions().match(ROOT + "*:*").count(SCAN_COUNT).build();
        Map<String, Boolean> inUse = new HashMap<>();
        List<String> old = new ArrayList<>();
        try (Cursor<String> keys = redis.scan(all)) {
            keys.forEachRemaining(key -> {
                String generation = key.substring(ROOT.length(), key.indexOf(':', ROOT.length()));
                if (!inUse.computeIfAbsent(generation, this::isInUse)) {
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

    private boolean isInUse(String generation) {
        return Stream.of(Slot.values())
                .flatMap(slot -> head(slot).stream())
                .anyMatch(head -> head.generation().equals(generation));
    }

    private static String prefix(String generation) {
        return ROOT + generation + ":";
    }
}
