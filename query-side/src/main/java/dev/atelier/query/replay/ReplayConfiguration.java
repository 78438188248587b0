package dev.atelier.query.replay;

import dev.atelier.query.readmodel.Projectors;
import dev.atelier.query.readmodel.ReadStore;
import dev.atelier.query.readmodel.Slot;
import dev.atelier.web.access.AdminReads;
import dev.atelier.web.link.PublicAddress;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Replays. */
@Configuration(proxyBeanMethods = false)
public class ReplayConfiguration {
    private static final Duration TAKE_OVER = Duration.ofSeconds(5);

    @Bean
    ReplayBoard replayBoard(StringRedisTemplate redis) {
        return new RedisReplayBoard(redis);
    }

    @Bean
    Replays replays(ReplayBoard board, ReadStore store, Clock clock) {
        return new Replays(board, store, clock);
    }

    @Bean
    ReplayLoop replayLoop(ReplayBoard board, ReadStore store, Projectors projectors, Clock clock) {
        return new ReplayLoop(new ReplayBuilder(board, store, projectors.of(Slot.BUILDING), clock, TAKE_OVER));
    }

    @Bean
    ReplayController replayController(Replays replays, ReplayLoop loop, AdminReads reads, PublicAddress address) {
        return new ReplayController(replays, loop, reads, address);
    }
}
