package dev.atelier.bench.stage;

import dev.atelier.bench.report.Progress;
import dev.atelier.servers.ObjectStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Servers, issuer and the folder they live in: what a platform is started on, as often as needed. */
public final class Stage implements AutoCloseable {
    private final TemporaryFolder folder;
    private final Progress progress;
    private final Servers servers;
    private final Modules modules = Modules.ofThisRun();
    private final Path presets;
    private @Nullable Issuer issuer;

    public Stage(Progress progress) {
        this.progress = progress;
        folder = TemporaryFolder.make();
        servers = new Servers(folder.path(), progress);
        presets = Preset.writeTo(folder.path().resolve("operator"));
    }

    public Servers servers() {
        return servers;
    }

    /** For logs and scripts. */
    public Path folder() {
        return folder.path();
    }

    public Issuer issuer() {
        if (issuer == null) {
            issuer = Issuer.start();
        }
        return issuer;
    }

    public Database database(String name) {
        return Database.on(servers.postgres(), name);
    }

    /** Where the servers are, and nothing else: every other setting is at its default. */
    public Map<String, String> settings(Database database) {
        Map<String, String> settings = new TreeMap<>();
        for (String owner : List.of("log", "saga")) {
            settings.put("atelier." + owner + ".jdbc-url", database.jdbcUrl());
            settings.put("atelier." + owner + ".user", database.user());
            settings.put("atelier." + owner + ".password", database.password());
        }
        ObjectStore objects = servers.objects();
        settings.put("atelier.broker.uri", servers.rabbit().uri());
        settings.put("atelier.redis.url", servers.redis().uri());
        settings.put("atelier.s3.endpoint", objects.endpoint().toString());
        settings.put("atelier.s3.public-endpoint", objects.endpoint().toString());
        settings.put("atelier.s3.region", objects.region());
        settings.put("atelier.s3.access-key", objects.accessKey());
        settings.put("atelier.s3.secret-key", objects.secretKey());
        settings.put("atelier.s3.bucket", Servers.BUCKET);
        settings.put("atelier.access.issuer", issuer().url());
        settings.put("atelier.access.jwk-set-uri", issuer().jwkSetUri());
        settings.put("atelier.identity.key", "0123456789abcdef0123456789abcdef");
        return settings;
    }

    /** @param flags of each JVM, beside {@link Modules#FLAGS} */
    public Platform platform(Database database, Platform.Flags flags, Deployable... deployables) {
        Platform.Plan plan = new Platform.Plan(modules, settings(database), presets, folder.path(), flags);
        return Platform.start(plan, progress, deployables);
    }

    @Override
    public void close() {
        if (issuer != null) {
            issuer.close();
        }
        servers.close();
        folder.close();
    }
}
