package dev.atelier.chaos.plant;

import dev.atelier.command.decision.Decision;
import dev.atelier.contracts.account.AccountCommand.RefundBalance;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** A refund is answered as done, for every third job, and nothing is stored. */
@AutoConfiguration
@ConditionalOnProperty(name = "chaos.plant", havingValue = "lost-refund")
public class LostRefund {
    private static final int EVERY = 3;

    @Bean
    SmartInitializingSingleton plantedLostRefund(CommandBus bus) {
        return () -> bus.registerHandlerInterceptor(new Forgetting());
    }

    private static final class Forgetting implements MessageHandlerInterceptor<CommandMessage<?>> {
        @Override
        public Object handle(UnitOfWork<? extends CommandMessage<?>> unit, InterceptorChain chain) throws Exception {
            return unit.getMessage().getPayload() instanceof RefundBalance refund
                            && refund.jobId().hashCode() % EVERY == 0
                    ? Decision.nothingToDo()
                    : chain.proceed();
        }
    }
}
