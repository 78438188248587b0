package dev.atelier.chaos.plant;

import dev.atelier.contracts.job.JobCommand.CreateJob;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.common.Registration;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Orders are decided and answered, and stored a moment later, if nothing comes in between. */
@AutoConfiguration
@ConditionalOnProperty(name = "chaos.plant", havingValue = "early-ack")
public class EarlyAck {
    private static final String LATE = "chaos-late";
    private static final long LATER_MILLIS = 300;

    @Bean
    static BeanPostProcessor plantedEarlyAck() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof CommandBus bus ? new Hasty(bus) : bean;
            }
        };
    }

    /** Takes what was decided out of its unit of work, which is then rolled back. */
    private static final class Decided extends RuntimeException {
        private final transient Object decision;

        Decided(Object decision) {
            super("decided, and not stored yet", null, false, false);
            this.decision = decision;
        }
    }

    private static final class Hasty implements CommandBus {
        private final CommandBus bus;
        private final ScheduledExecutorService later = Executors.newScheduledThreadPool(4, work -> {
            Thread thread = new Thread(work, "stored-later");
            thread.setDaemon(true);
            return thread;
        });

        Hasty(CommandBus bus) {
            this.bus = bus;
            bus.registerHandlerInterceptor(Hasty::decideOnly);
        }

        private static Object decideOnly(UnitOfWork<? extends CommandMessage<?>> unit, InterceptorChain chain)
                throws Exception {
            CommandMessage<?> command = unit.getMessage();
            if (command.getPayload() instanceof CreateJob
                    && !command.getMetaData().containsKey(LATE)) {
                throw new Decided(chain.proceed());
            }
            return chain.proceed();
        }

        @Override
        public <C> void dispatch(CommandMessage<C> command) {
            bus.dispatch(command);
        }

        @Override
        public <C, R> void dispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
            bus.<C, R>dispatch(command, (message, result) -> {
                if (result.isExceptional() && result.exceptionResult() instanceof Decided decided) {
                    later.schedule(
                            () -> bus.dispatch(command.andMetaData(Map.of(LATE, "yes"))),
                            LATER_MILLIS,
                            TimeUnit.MILLISECONDS);
                    callback.onResult(message, GenericCommandResultMessage.asCommandResultMessage(decided.decision));
                } else {
                    callback.onResult(message, result);
                }
            });
        }

        @Override
        public Registration subscribe(String command, MessageHandler<? super CommandMessage<?>> handler) {
            return bus.subscribe(command, handler);
        }

        @Override
        public Registration registerDispatchInterceptor(
                MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
            return bus.registerDispatchInterceptor(interceptor);
        }

        @Override
        public Registration registerHandlerInterceptor(
                MessageHandlerInterceptor<? super CommandMessage<?>> interceptor) {
            return bus.registerHandlerInterceptor(interceptor);
        }
    }
}
