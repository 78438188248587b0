package dev.atelier.saga.store;

import static dev.atelier.saga.jobfulfilment.domain.Jobs.JOB;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.NOON;
import static dev.atelier.saga.jobfulfilment.domain.Jobs.created;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.eventstore.LogToken;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment;
import dev.atelier.saga.jobfulfilment.domain.Stage;
import dev.atelier.servers.PostgresServer;
import dev.atelier.servers.testing.TestServers;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What the first version stored, in Axon's tables, is taken over. */
class TakeoverIT {
    private static final JobFulfilment STATE =
            new JobFulfilment.Live(created(), new Stage.Waiting(1, NOON), false, false);

    private final PostgresServer postgres = TestServers.postgres();
    private final String url = TestServers.freshDatabase();

    @Test
    void sagas_and_token_of_the_first_version_go_on() {
        DriverManagerDataSource before =
                new DriverManagerDataSource(url + "?currentSchema=saga", postgres.user(), postgres.password());
        Flyway.configure()
                .dataSource(before)
                .schemas("saga")
                .locations("classpath:db/saga")
                .table("saga_schema_history")
                .target("1")
                .load()
                .migrate();
        JdbcClient.create(before)
                .sql("""
                        insert into saga_entry (saga_id, revision, saga_type, serialized_saga)
                        values ('saga-1', '1', 'job-fulfilment', convert_to(:state, 'UTF8'));
                        """)
                .param("state", "{\"state\":" + FulfilmentJson.mapper().writeValueAsString(STATE) + "}")
                .update();
        JdbcClient.create(before).sql("""
                        insert into association_value_entry (association_key, association_value, saga_id, saga_type)
                        values ('jobId', :job, 'saga-1', 'job-fulfilment')
                        """).param("job", JOB.toString()).update();
        JdbcClient.create(before).sql("""
                        insert into token_entry (processor_name, segment, token, token_type, timestamp, owner)
                        values ('job-fulfilment', 0, convert_to('{"globalIndex":42}', 'UTF8'),
                                'org.axonframework.eventhandling.GlobalSequenceTrackingToken', '2026', 'somebody')
                        """).update();

        try (SagaDatabase database = SagaDatabase.open(url, postgres.user(), postgres.password(), 4)) {
            String stored =
                    new SagaTable(database.dataSource()).load(List.of(JOB)).get(JOB);
            assertThat(stored).isNotNull();
            assertThat(FulfilmentJson.read(stored == null ? "" : stored)).isEqualTo(STATE);
            assertThat(new TokenTable(database.dataSource()).read("job-fulfilment"))
                    .isEqualTo(new LogToken(42, ""));
        }
    }
}
