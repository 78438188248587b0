package dev.atelier.chaos.stage;

import dev.atelier.servers.FreePort;
import java.util.HashSet;
import java.util.Set;

/** Ports of this run: each is given to one only, though nobody may listen on it yet. */
final class Ports {
    private final Set<Integer> given = new HashSet<>();

    synchronized int next() {
        int port = FreePort.any();
        while (!given.add(port)) {
            port = FreePort.any();
        }
        return port;
    }
}
