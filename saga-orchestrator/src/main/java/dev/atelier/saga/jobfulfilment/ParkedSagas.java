package dev.atelier.saga.jobfulfilment;

import dev.atelier.contracts.job.JobId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Jobs that stand still because something about them could not be understood: in a table, the log and a meter. */
final class ParkedSagas {
    private static final Logger LOG = LoggerFactory.getLogger("[ERROR_HANDLER]");

    private static final String PARK = """
            insert into parked_saga (job_id, position, reason, parked_at) values (:job, :position, :reason, :now)
                on conflict (job_id) do nothing
            """;

    private static final String JOB_OF =
            "select association_value from association_value_entry where saga_id = :saga and association_key = 'jobId'";

    private final JdbcClient jdbc;
    private final Clock clock;

    ParkedSagas(JdbcClient jdbc, Clock clock, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.clock = clock;
        Gauge.builder("atelier.saga.parked", this, ParkedSagas::count)
                .description("Jobs that stand still until somebody has looked at them")
                .register(meters);
    }

    /** Notes the job in the transaction of the batch. */
    void park(JobId jobId, RuntimeException reason) {
        park(jobId.toString(), reason);
    }

    /** The same for a saga of which only Axon's id is known. */
    void parkUnreadable(String sagaId, RuntimeException reason) {
        park(jdbc.sql(JOB_OF).param("saga", sagaId).query(String.class).single(), reason);
    }

    private void park(String job, RuntimeException reason) {
        long position = position();
        LOG.error("{}: parked at position {}", job, position, reason);
        jdbc.sql(PARK)
                .param("job", job)
                .param("position", position)
                .param("reason", reason.toString())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private double count() {
        try {
            return jdbc.sql("select count(*) from parked_saga")
                    .query(Long.class)
                    .single();
        } catch (DataAccessException e) {
            return Double.NaN;
        }
    }

    private static long position() {
        Message<?> message = CurrentUnitOfWork.get().getMessage();
        return message instanceof TrackedEventMessage<?> event
                ? event.trackingToken().position().orElse(0)
                : 0;
    }
}
