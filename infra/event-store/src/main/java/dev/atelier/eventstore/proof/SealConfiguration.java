package dev.atelier.eventstore.proof;

import dev.atelier.eventstore.LogDatabase;
import dev.atelier.eventstore.proof.domain.HeadSigner;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sealing, for the deployable whose role may append. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SealSettings.class)
public class SealConfiguration {
    @Bean
    AutoCloseable sealer(LogDatabase database, SealSettings settings, ObjectProvider<MeterRegistry> meters) {
        if (settings.keyFile().isBlank()) {
            LoggerFactory.getLogger("[LOG]")
                    .warn("the log is not sealed against changes: set atelier.seal.key-file (or SEAL_KEY_FILE)");
            return () -> {};
        }
        HeadSigner signer = SigningKeyFile.read(Path.of(settings.keyFile()));
        Optional<HeadFile> head = Optional.of(settings.headFile())
                .filter(file -> !file.isBlank())
                .map(file -> new HeadFile(Path.of(file)));
        head.map(TrustedKeysFile::beside).ifPresent(keys -> keys.add(signer.key()));
        Sealing sealing = new Sealing(signer, head, settings.blockEventsMax(), Clock.systemUTC());
        return new Sealer(database, sealing, settings, meters.getIfAvailable(SimpleMeterRegistry::new));
    }
}
