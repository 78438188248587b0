package dev.atelier.bench.slots;

import dev.atelier.bench.stage.Database;
import java.util.Objects;

/** The servers that a slot is given, as the environment names them. */
final class SlotServers {
    private SlotServers() {}

    static Database database() {
        String url =
                "jdbc:postgresql://" + required("PGHOST") + ":" + required("PGPORT") + "/" + required("PGDATABASE");
        return new Database(url, required("PGUSER"), System.getenv().getOrDefault("PGPASSWORD", ""));
    }

    static String redisUrl() {
        return "redis://" + required("BENCH_REDIS_HOST") + ":" + required("BENCH_REDIS_PORT");
    }

    static String brokerUri() {
        return required("BENCH_AMQP_URL");
    }

    private static String required(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }
}
