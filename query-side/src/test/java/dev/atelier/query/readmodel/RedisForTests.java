package dev.atelier.query.readmodel;

import dev.atelier.servers.testing.TestServers;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The tests' Redis, with a database of its own for each user. */
public final class RedisForTests implements AutoCloseable {
    private final LettuceConnectionFactory connections;
    private final StringRedisTemplate template;

    public RedisForTests(int database) {
        RedisStandaloneConfiguration address = new RedisStandaloneConfiguration(
                TestServers.redis().host(), TestServers.redis().port());
        address.setPassword(TestServers.redis().password());
        address.setDatabase(database);
        connections = new LettuceConnectionFactory(address);
        connections.afterPropertiesSet();
        connections.start();
        template = new StringRedisTemplate(connections);
    }

    public StringRedisTemplate template() {
        return template;
    }

    /** Empties the database. */
    public void wipe() {
        try (var connection = connections.getConnection()) {
            connection.serverCommands().flushDb();
        }
    }

    @Override
    public void close() {
        connections.destroy();
    }
}
