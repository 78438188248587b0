package dev.atelier.saga.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeInfo.Id;
import dev.atelier.saga.jobfulfilment.domain.JobFulfilment;
import dev.atelier.saga.jobfulfilment.domain.Settlement;
import dev.atelier.saga.jobfulfilment.domain.Stage;
import dev.atelier.saga.jobfulfilment.domain.Timeout;
import dev.atelier.wire.WireJson;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The orchestrator's stored state as JSON: like the contracts, with the variants by names that are never changed. */
public final class FulfilmentJson {
    private static final JsonMapper MAPPER = configure(JsonMapper.builder()).build();

    private FulfilmentJson() {}

    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** A saga as it is stored. */
    public static String write(JobFulfilment state) {
        return MAPPER.writeValueAsString(new StoredSaga(state));
    }

    /** Throws {@link JacksonException} for what is not a stored saga. */
    public static JobFulfilment read(String saga) {
        return MAPPER.readValue(saga, StoredSaga.class).state();
    }

    private record StoredSaga(JobFulfilment state) {
        StoredSaga {
            Objects.requireNonNull(state, "state");
        }
    }

    private static JsonMapper.Builder configure(JsonMapper.Builder builder) {
        return WireJson.configure(builder)
                .addMixIn(JobFulfilment.class, States.class)
                .addMixIn(Stage.class, Stages.class)
                .addMixIn(Settlement.class, Settlements.class)
                .addMixIn(Timeout.class, Timeouts.class);
    }

    @JsonTypeInfo(use = Id.NAME, property = "state")
    @JsonSubTypes({
        @Type(value = JobFulfilment.NotBegun.class, name = "not-begun"),
        @Type(value = JobFulfilment.Live.class, name = "live"),
        @Type(value = JobFulfilment.Settling.class, name = "settling"),
        @Type(value = JobFulfilment.Ended.class, name = "ended"),
        @Type(value = JobFulfilment.Parked.class, name = "parked")
    })
    private interface States {}

    @JsonTypeInfo(use = Id.NAME, property = "stage")
    @JsonSubTypes({
        @Type(value = Stage.Waiting.class, name = "waiting"),
        @Type(value = Stage.Running.class, name = "running"),
        @Type(value = Stage.BackingOff.class, name = "backing-off")
    })
    private interface Stages {}

    @JsonTypeInfo(use = Id.NAME, property = "settlement")
    @JsonSubTypes({
        @Type(value = Settlement.Capture.class, name = "capture"),
        @Type(value = Settlement.Release.class, name = "release")
    })
    private interface Settlements {}

    @JsonTypeInfo(use = Id.NAME, property = "timeout")
    @JsonSubTypes({
        @Type(value = Timeout.StartOverdue.class, name = "start-overdue"),
        @Type(value = Timeout.RestartOverdue.class, name = "restart-overdue"),
        @Type(value = Timeout.AttemptOverdue.class, name = "attempt-overdue"),
        @Type(value = Timeout.WorkerSilent.class, name = "worker-silent"),
        @Type(value = Timeout.BackOffOver.class, name = "back-off-over"),
        @Type(value = Timeout.CancelUnanswered.class, name = "cancel-unanswered"),
        @Type(value = Timeout.SettlementUnseen.class, name = "settlement-unseen")
    })
    private interface Timeouts {}
}
