package dev.atelier.chaos.plant;

import dev.atelier.contracts.job.JobEvent.JobSucceeded;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** The saga never sees the success of every tenth job. */
@AutoConfiguration
@ConditionalOnProperty(name = "chaos.plant", havingValue = "skip-event")
public class SkipEvent {
    private static final int EVERY = 10;

    @Bean
    ConfigurerModule plantedSkipEvent() {
        return axon -> axon.eventProcessing(processing ->
                processing.registerDefaultHandlerInterceptor((configuration, processor) -> new Blinking()));
    }

    private static final class Blinking implements MessageHandlerInterceptor<EventMessage<?>> {
        @Override
        public @Nullable Object handle(UnitOfWork<? extends EventMessage<?>> unit, InterceptorChain chain)
                throws Exception {
            return unit.getMessage().getPayload() instanceof JobSucceeded succeeded
                            && succeeded.jobId().hashCode() % EVERY == 0
                    ? null
                    : chain.proceed();
        }
    }
}
