package dev.atelier.command.preset;

import dev.atelier.command.decision.Decision;
import dev.atelier.command.stream.Submission;
import dev.atelier.contracts.preset.PresetCommand.DefinePreset;
import dev.atelier.contracts.wire.Metadata;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Before the first request: defines what this release brings and the log does not have yet, revises what it brings
 * anew, leaves alone what was retired; then keeps the catalogue up to date. Where an event of a preset cannot be read this
 * is done as soon as it can, or was skipped.
 */
final class PresetStart implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger("[PRESETS]");
    private static final Map<String, String> METADATA =
            Map.of(Metadata.ACTOR, "system:command-side", Metadata.CAUSE, "system:release");

    private final PresetCatalogue catalogue;
    private final Submission submission;
    private final PresetSettings settings;
    private volatile boolean defined;
    private volatile @Nullable ScheduledExecutorService refresher;

    PresetStart(PresetCatalogue catalogue, Submission submission, PresetSettings settings) {
        this.catalogue = catalogue;
        this.submission = submission;
        this.settings = settings;
    }

    @Override
    public void start() {
        keepUp();
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("preset-catalogue").daemon().factory());
        long millis = settings.refreshInterval().toMillis();
        executor.scheduleWithFixedDelay(this::keepUpIfPossible, millis, millis, TimeUnit.MILLISECONDS);
        refresher = executor;
    }

    private void keepUp() {
        if (catalogue.refresh() && !defined) {
            PresetFiles.read(settings.attemptLimits()).stream()
                    .filter(preset -> !catalogue.isRetired(preset.name()))
                    .forEach(this::define);
            defined = true;
            catalogue.refresh();
        }
    }

    /** A log that cannot be read now is read at the next turn; until then the last known presets are offered. */
    private void keepUpIfPossible() {
        try {
            keepUp();
        } catch (RuntimeException e) {
            LOG.warn("the presets could not be read again: {}", e.toString());
        }
    }

    private void define(DefinePreset command) {
        if (submission.send(command, METADATA, Decision.class).appended()) {
            LOG.info("preset {} is offered as this release has it", command.name());
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = refresher;
        if (running != null) {
            running.shutdownNow();
        }
        refresher = null;
    }

    @Override
    public boolean isRunning() {
        return refresher != null;
    }

    /** After Axon's handlers are there, before the web server takes requests. */
    @Override
    public int getPhase() {
        return SpringAxonConfiguration.LIFECYCLE_PHASE + 512;
    }
}
