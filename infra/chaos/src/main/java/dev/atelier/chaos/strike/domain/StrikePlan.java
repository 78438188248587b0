package dev.atelier.chaos.strike.domain;

import dev.atelier.chaos.strike.domain.Strike.Cut;
import dev.atelier.chaos.strike.domain.Strike.Freeze;
import dev.atelier.chaos.strike.domain.Strike.Kill;
import dev.atelier.chaos.strike.domain.Strike.Play;
import dev.atelier.chaos.strike.domain.Strike.Restart;
import dev.atelier.chaos.strike.domain.Strike.Slow;
import dev.atelier.chaos.strike.domain.Strike.Wipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * What happens in a run: the same for the same seed, time and cast. In ten minutes everybody is killed, frozen and
 * restarted three times; a shorter run has the beginning of that.
 */
public final class StrikePlan {
    private static final double ROUNDS_PER_MINUTE = 0.3;
    private static final double CUTS_PER_MINUTE = 6;
    private static final double SLOW_PER_MINUTE = 4;
    private static final double TRICKS_PER_MINUTE = 6;
    private static final double WIPES_PER_MINUTE = 0.5;

    /**
     * Who and what can be struck.
     *
     * @param victims processes and servers
     * @param links between a process and a server
     * @param gpuServers that know the tricks
     */
    public record Cast(List<String> victims, List<String> links, List<String> gpuServers) {}

    private final Random random;
    private final Duration length;
    private final double minutes;
    private final Cast cast;
    private final List<Strike> strikes = new ArrayList<>();

    private StrikePlan(long seed, Duration length, Cast cast) {
        this.random = new Random(seed);
        this.length = length;
        this.minutes = length.toMillis() / 60_000.0;
        this.cast = cast;
    }

    /** In the order in which they happen. */
    public static List<Strike> of(long seed, Duration length, Cast cast) {
        StrikePlan plan = new StrikePlan(seed, length, cast);
        plan.blows();
        plan.spread(CUTS_PER_MINUTE, at -> new Cut(at, plan.one(cast.links()), plan.between(100, 4_000)));
        plan.spread(
                SLOW_PER_MINUTE,
                at -> new Slow(at, plan.one(cast.links()), plan.between(20, 600), plan.between(1_000, 6_000)));
        plan.spread(
                TRICKS_PER_MINUTE, at -> new Play(at, plan.one(cast.gpuServers()), plan.one(List.of(Trick.values()))));
        plan.spread(WIPES_PER_MINUTE, Wipe::new);
        plan.strikes.sort(Comparator.comparing(Strike::at));
        return plan.strikes;
    }

    /** In each round everybody gets each blow once, at even distances: two blows on one are rarely close. */
    private void blows() {
        int perRound = cast.victims().size() * 3;
        long count = Math.max(1, Math.round(perRound * ROUNDS_PER_MINUTE * minutes));
        List<Function<Duration, Strike>> round = List.of();
        for (int i = 0; i < count; i++) {
            if (i % perRound == 0) {
                round = shuffledRound();
            }
            strikes.add(round.get(i % perRound).apply(length.multipliedBy(i).dividedBy(count)));
        }
    }

    private List<Function<Duration, Strike>> shuffledRound() {
        List<Function<Duration, Strike>> round = new ArrayList<>();
        for (String victim : cast.victims()) {
            round.add(at -> new Kill(at, victim, between(0, 3_000)));
            round.add(at -> new Freeze(at, victim, between(500, 9_000)));
            round.add(at -> new Restart(at, victim));
        }
        Collections.shuffle(round, random);
        return round;
    }

    private void spread(double perMinute, Function<Duration, Strike> strike) {
        long count = Math.max(1, Math.round(perMinute * minutes));
        for (int i = 0; i < count; i++) {
            strikes.add(strike.apply(between(0, length.toMillis())));
        }
    }

    private Duration between(long millisMin, long millisMax) {
        return Duration.ofMillis(random.nextLong(millisMin, millisMax + 1));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
