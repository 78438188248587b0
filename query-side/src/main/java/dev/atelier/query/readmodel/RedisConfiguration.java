package dev.atelier.query.readmodel;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The connection to Redis. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedisSettings.class)
public class RedisConfiguration {
    /** Threads of the client; a server that comes back is found within two seconds, not within thirty. */
    @Bean(destroyMethod = "shutdown")
    ClientResources redisClientResources() {
        return DefaultClientResources.builder()
                .reconnectDelay(
                        Delay.exponential(Duration.ofMillis(50), Duration.ofSeconds(2), 2, TimeUnit.MILLISECONDS))
                .build();
    }

    @Bean
    LettuceConnectionFactory redisConnectionFactory(RedisSettings settings, ClientResources redisClientResources) {
        LettuceClientConfiguration client = LettuceClientConfiguration.builder()
                .clientResources(redisClientResources)
                .commandTimeout(settings.timeout())
                // Whoever asks while Redis is away hears so at once, instead of standing in a queue.
                .clientOptions(ClientOptions.builder()
                        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                        .build())
                .build();
        return new LettuceConnectionFactory(address(settings), client);
    }

    @Bean
    ReadStore readStore(StringRedisTemplate redis) {
        return new RedisReadStore(redis);
    }

    private static org.springframework.data.redis.connection.RedisConfiguration address(RedisSettings settings) {
        if (!settings.url().isBlank()) {
            return LettuceConnectionFactory.createRedisConfiguration(RedisURI.create(settings.url()));
        }
        RedisStandaloneConfiguration address = new RedisStandaloneConfiguration(settings.host(), settings.port());
        address.setPassword(RedisPassword.of(settings.password()));
        return address;
    }
}
