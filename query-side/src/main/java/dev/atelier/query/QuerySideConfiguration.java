package dev.atelier.query;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.eventstore.EventStoreConfiguration;
import dev.atelier.eventstore.Identities;
import dev.atelier.query.audit.AuditConfiguration;
import dev.atelier.query.balance.BalanceConfiguration;
import dev.atelier.query.client.ClientConfiguration;
import dev.atelier.query.joblist.JobListConfiguration;
import dev.atelier.query.jobview.JobViewConfiguration;
import dev.atelier.query.ledger.LedgerConfiguration;
import dev.atelier.query.links.LinkConfiguration;
import dev.atelier.query.live.LiveConfiguration;
import dev.atelier.query.meters.MeterConfiguration;
import dev.atelier.query.presets.PresetConfiguration;
import dev.atelier.query.profile.ProfileConfiguration;
import dev.atelier.query.queue.QueueConfiguration;
import dev.atelier.query.readmodel.ModelsIncompleteException;
import dev.atelier.query.readmodel.RedisConfiguration;
import dev.atelier.query.replay.ReplayConfiguration;
import dev.atelier.query.statement.StatementConfiguration;
import dev.atelier.query.workers.WorkerConfiguration;
import dev.atelier.web.WebConfiguration;
import dev.atelier.web.access.IdentityLookup;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.web.problem.ProblemTranslation;
import dev.atelier.wire.BrokerConfiguration;
import java.time.Clock;
import java.util.Optional;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;

/** Everything the query side is made of. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    // what it stands on
    EventStoreConfiguration.class,
    BrokerConfiguration.class,
    WebConfiguration.class,
    RedisConfiguration.class,
    ProjectionConfiguration.class,
    // what it answers
    JobViewConfiguration.class,
    JobListConfiguration.class,
    BalanceConfiguration.class,
    StatementConfiguration.class,
    QueueConfiguration.class,
    PresetConfiguration.class,
    ProfileConfiguration.class,
    LinkConfiguration.class,
    LiveConfiguration.class,
    WorkerConfiguration.class,
    ClientConfiguration.class,
    AuditConfiguration.class,
    LedgerConfiguration.class,
    ReplayConfiguration.class,
    MeterConfiguration.class
})
public class QuerySideConfiguration {
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    IdentityLookup identityLookup(Identities identities) {
        return (kind, issuer, subject) -> identities.find(identities.id(kind, issuer, subject));
    }

    /** A store that is away, or read models that are being built, mean: ask again. */
    @Bean
    ProblemTranslation storesAreAway() {
        return exception -> switch (exception) {
            case ModelsIncompleteException _ -> Optional.of(ProblemException.of(ErrorCode.UNAVAILABLE));
            case DataAccessException away -> Optional.of(ProblemException.of(ErrorCode.UNAVAILABLE, away));
            default -> Optional.empty();
        };
    }
}
