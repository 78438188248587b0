package dev.atelier.chaos.plant;

import dev.atelier.command.account.Accounts;
import dev.atelier.contracts.account.AccountCommand.CaptureBalance;
import dev.atelier.contracts.account.AccountCommand.ReserveBalance;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Every tenth capture holds the price once more and captures that, too. */
@AutoConfiguration
@ConditionalOnProperty(name = "chaos.plant", havingValue = "double-capture")
public class DoubleCapture {
    private static final int EVERY = 10;

    @Bean
    SmartInitializingSingleton plantedDoubleCapture(CommandBus bus, Accounts accounts) {
        return () -> bus.registerHandlerInterceptor(new Twice(accounts));
    }

    private static final class Twice implements MessageHandlerInterceptor<CommandMessage<?>> {
        private final Accounts accounts;
        private final AtomicInteger captures = new AtomicInteger();

        Twice(Accounts accounts) {
            this.accounts = accounts;
        }

        @Override
        public Object handle(UnitOfWork<? extends CommandMessage<?>> unit, InterceptorChain chain) throws Exception {
            Object decision = chain.proceed();
            if (unit.getMessage().getPayload() instanceof CaptureBalance capture
                    && captures.incrementAndGet() % EVERY == 0) {
                accounts.handle(
                        new ReserveBalance(capture.accountId(), capture.jobId(), capture.amount(), Integer.MAX_VALUE));
                accounts.handle(capture);
            }
            return decision;
        }
    }
}
