package dev.atelier.bench.stage;

import dev.atelier.bench.report.Progress;
import java.nio.file.Path;
import java.util.Map;
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
        folder = TemporaryFolder.make("atelier-bench-");
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

    private Bucket bucket() {
        return Bucket.in(servers.objects(), Servers.BUCKET);
    }

    /** For deployables on this database. */
    public Map<String, String> settings(Database database) {
        return new Addresses(database, servers.rabbit().uri(), servers.redis().uri(), bucket(), issuer()).settings();
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
