package dev.atelier.gpu.runpod;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where RunPod calls. The answer is always 200 and empty: anything else is called again, and would tell strangers which
 * paths exist.
 */
@RestController
class RunPodWebhookController {
    private final RunPodWebhooks webhooks;

    RunPodWebhookController(RunPodWebhooks webhooks) {
        this.webhooks = webhooks;
    }

    @PostMapping("/runpod/{token}")
    void call(@PathVariable String token) {
        webhooks.call(token);
    }
}
