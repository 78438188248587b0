package dev.atelier.saga.jobfulfilment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountEvent;
import dev.atelier.contracts.job.JobEvent;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput.AccountHappened;
import dev.atelier.saga.jobfulfilment.domain.FulfilmentInput.JobHappened;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** {@code given(…).when(…).then(…)} for the process. */
record FulfilmentSpec(JobFulfilment state, List<Effect> effects) {
    static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofMinutes(1));
    private static final JobFulfilmentProcess PROCESS = new JobFulfilmentProcess(PATIENCE);

    static FulfilmentSpec given(Object... events) {
        return new FulfilmentSpec(fold(List.of(events)), List.of());
    }

    static JobFulfilment fold(List<Object> events) {
        JobFulfilment state = JobFulfilment.NOT_BEGUN;
        for (Object event : events) {
            state = JobFulfilment.evolve(state, input(event));
        }
        return state;
    }

    FulfilmentSpec when(Object event) {
        JobFulfilment next = JobFulfilment.evolve(state, input(event));
        return new FulfilmentSpec(next, PROCESS.react(next, input(event)));
    }

    FulfilmentSpec then(Effect... expected) {
        assertThat(effects).containsExactlyInAnyOrder(expected);
        return this;
    }

    FulfilmentSpec thenAmongOthers(Effect... expected) {
        assertThat(effects).contains(expected);
        return this;
    }

    <T> List<T> effects(Class<T> kind) {
        return effects.stream()
                .flatMap(e -> kind.isInstance(e) ? Stream.of(kind.cast(e)) : Stream.empty())
                .toList();
    }

    static FulfilmentInput input(Object event) {
        return switch (event) {
            case JobEvent happened -> new JobHappened(happened, Jobs.NOON);
            case AccountEvent happened -> new AccountHappened(happened);
            case FulfilmentInput input -> input;
            default -> throw new IllegalArgumentException("not an input: " + event);
        };
    }
}
