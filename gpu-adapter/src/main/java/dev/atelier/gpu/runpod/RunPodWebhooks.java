package dev.atelier.gpu.runpod;

import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The secret paths under which RunPod may say that a job has ended, one for each run and for as long as it lasts. RunPod
 * signs nothing, so a call is worth a look at {@code /status} and nothing more; what it says is not read.
 */
public final class RunPodWebhooks {
    private static final int SECRET_BYTES = 24;

    private final SecureRandom chance = new SecureRandom();
    private final Map<String, Runnable> ears = new ConcurrentHashMap<>();

    /**
     * A path that is open.
     *
     * @param address what to tell RunPod; empty where webhooks are off
     */
    record Hook(Optional<URI> address, Runnable whenClosed) implements AutoCloseable {
        @Override
        public void close() {
            whenClosed.run();
        }
    }

    /** Opens a path below the settings' base, if there is one, before the job is submitted: the end may come first. */
    Hook open(RunPodSettings settings, Runnable onCall) {
        URI base = settings.webhookBase();
        if (base == null) {
            return new Hook(Optional.empty(), () -> {});
        }
        byte[] secret = new byte[SECRET_BYTES];
        chance.nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        ears.put(token, onCall);
        URI address = URI.create(base.toString().replaceAll("/+$", "") + "/" + token);
        return new Hook(Optional.of(address), () -> ears.remove(token));
    }

    /** Somebody called a path: the run looks, if there is one. */
    void call(String token) {
        Runnable ear = ears.get(token);
        if (ear != null) {
            ear.run();
        }
    }
}
