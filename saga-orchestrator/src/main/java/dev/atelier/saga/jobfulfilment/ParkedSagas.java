package dev.atelier.saga.jobfulfilment;

import dev.atelier.contracts.job.JobId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
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

    private final JdbcClient jdbc;
    private final Clock clock;

    ParkedSagas(JdbcClient jdbc, Clock clock, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.clock = clock;
        Gauge.builder("atelier.saga.parked", this, ParkedSagas::count)
                .description("Jobs that stand still until somebody has looked at them")
                .register(meters);
    }

    /** Notes the job with the batch. */
    void park(JobId jobId, RuntimeException reason) {
        long position = position();
        LOG.error("{}: parked at position {}", jobId, position, reason);
        BatchInHand.current().changes().park(jobId, position, reason.toString(), clock.instant());
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
