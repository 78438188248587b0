package dev.atelier.query.readmodel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.api.async.RedisStringAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceExceptionConverter;

/** Documents in Redis by their whole keys, many readers to a round trip, over the connection that all share. */
final class RedisReads {
    private static final LettuceExceptionConverter FAILURES = new LettuceExceptionConverter();
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final RedisConnectionFactory connections;
    private final GroupedReads<byte[]> groups;

    RedisReads(RedisConnectionFactory connections) {
        this.connections = connections;
        Duration timeout = connections instanceof LettuceConnectionFactory lettuce
                ? lettuce.getClientConfiguration().getCommandTimeout()
                : TIMEOUT;
        groups = new GroupedReads<>(this::fetch, timeout);
    }

    /** The values in the order of the keys; a {@link DataAccessException} when Redis does not answer. */
    List<Optional<byte[]>> values(List<String> keys) {
        try {
            return groups.values(keys);
        } catch (CompletionException e) {
            DataAccessException known = e.getCause() instanceof Exception cause ? FAILURES.convert(cause) : null;
            throw known == null ? e : known;
        }
    }

    private CompletionStage<List<Optional<byte[]>>> fetch(List<String> keys) {
        byte[][] names = keys.stream().map(key -> key.getBytes(UTF_8)).toArray(byte[][]::new);
        try (RedisConnection connection = connections.getConnection()) {
            @SuppressWarnings("unchecked") // what a connection of Lettuce has beneath
            RedisStringAsyncCommands<byte[], byte[]> commands =
                    (RedisStringAsyncCommands<byte[], byte[]>) connection.getNativeConnection();
            return commands.mget(names).thenApply(found -> {
                List<Optional<byte[]>> values = new ArrayList<>(found.size());
                found.forEach(value -> values.add(value.optional()));
                return values;
            });
        }
    }
}
