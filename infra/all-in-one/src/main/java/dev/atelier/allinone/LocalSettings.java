package dev.atelier.allinone;

import java.util.Map;

/** What every deployable of a local run is told beside where the servers are. */
final class LocalSettings {
    private LocalSettings() {}

    static Map<String, String> of(String address) {
        return Map.of(
                "atelier.backend-url", address,
                "atelier.access.identity-issuer", "local",
                "server.address", "127.0.0.1",
                "server.port", "0",
                "server.shutdown", "immediate",
                "management.server.address", "127.0.0.1",
                "management.server.port", "0",
                "spring.lifecycle.timeout-per-shutdown-phase", "2s",
                "spring.main.banner-mode", "off");
    }
}
