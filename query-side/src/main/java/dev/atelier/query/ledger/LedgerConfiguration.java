package dev.atelier.query.ledger;

import dev.atelier.eventstore.LogReader;
import dev.atelier.query.links.StorageSettings;
import dev.atelier.query.readmodel.HeadWatch;
import dev.atelier.query.readmodel.ReadStore;
import dev.atelier.web.access.AdminReads;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The audit of the ledger. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerSettings.class)
public class LedgerConfiguration {
    @Bean
    S3Bucket ledgerBucket(StorageSettings settings) {
        return new S3Bucket(settings);
    }

    @Bean
    LedgerAudits ledgerAudits(
            LogReader log,
            ReadStore store,
            S3Bucket bucket,
            HeadWatch watch,
            LedgerSettings settings,
            Clock clock,
            MeterRegistry meters) {
        ModelAudit models = new ModelAudit(store);
        BucketAudit objects = new BucketAudit(bucket, log);
        LedgerAudits audits = new LedgerAudits(
                () -> new LedgerRun(log, models, objects, watch, settings, clock), settings.freshness(), clock);
        Gauge.builder("atelier.audit.findings", audits, LedgerAudits::findings)
                .description("what the latest audit of the ledger by this process found to be wrong")
                .register(meters);
        return audits;
    }

    @Bean
    LedgerController ledgerController(LedgerAudits audits, AdminReads reads, LedgerSettings settings) {
        return new LedgerController(audits, reads, settings.patience());
    }
}
