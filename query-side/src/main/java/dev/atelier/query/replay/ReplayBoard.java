package dev.atelier.query.replay;

import java.util.List;
import java.util.Optional;

/** The replays of late, where all replicas see them. */
public interface ReplayBoard {
    /** The newest first. */
    List<Replay> all();

    Optional<Replay> find(String id);

    void add(Replay replay);

    /** Replaces a replay as it was read; false when somebody else has changed it meanwhile. */
    boolean replace(Replay before, Replay after);

    void remove(String id);
}
