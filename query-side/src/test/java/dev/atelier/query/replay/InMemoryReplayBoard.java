package dev.atelier.query.replay;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The twin of {@link RedisReplayBoard} in memory. */
final class InMemoryReplayBoard implements ReplayBoard {
    private final Map<String, Replay> replays = new ConcurrentHashMap<>();

    @Override
    public List<Replay> all() {
        return replays.values().stream()
                .sorted(Comparator.comparing(Replay::startedAt).reversed())
                .toList();
    }

    @Override
    public Optional<Replay> find(String id) {
        return Optional.ofNullable(replays.get(id));
    }

    @Override
    public void add(Replay replay) {
        replays.put(replay.id(), replay);
    }

    @Override
    public boolean replace(Replay before, Replay after) {
        return replays.replace(before.id(), before, after);
    }

    @Override
    public void remove(String id) {
        replays.remove(id);
    }
}
