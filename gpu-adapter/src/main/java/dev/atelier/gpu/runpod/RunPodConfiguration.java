package dev.atelier.gpu.runpod;

import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** RunPod as the adapter's back end. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RunPodSettings.class)
public class RunPodConfiguration {
    @Bean
    RunPodWebhooks runPodWebhooks() {
        return new RunPodWebhooks();
    }

    @Bean
    RunPod runPod(RunPodSettings settings, RunPodWebhooks webhooks) {
        return RunPod.backend(settings, webhooks);
    }

    /** Nobody can call what is not there. */
    @Bean
    @ConditionalOnExpression("!'${atelier.runpod.webhook-base:}'.isBlank()")
    RunPodWebhookController runPodWebhookController(RunPodWebhooks webhooks) {
        return new RunPodWebhookController(webhooks);
    }
}
