package dev.atelier.query.live;

import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.user.UserId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.context.SmartLifecycle;

/** Who listens to which jobs in this process. */
public final class JobFeed implements SmartLifecycle {
    private final Map<Object, Set<Subscription>> listeners = new ConcurrentHashMap<>();
    private volatile boolean running;

    /** Whose jobs a service hears of: those of people with this kind of identity. */
    private record Identities(String kind) {}

    public Subscription ofJob(JobId job) {
        return listen(job);
    }

    public Subscription ofOwner(UserId owner) {
        return listen(owner);
    }

    public Subscription ofIdentities(String kind) {
        return listen(new Identities(kind));
    }

    private Subscription listen(Object topic) {
        Subscription subscription = new Subscription(closed -> leave(topic, closed));
        listeners.compute(topic, (key, present) -> {
            Set<Subscription> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            all.add(subscription);
            return all;
        });
        if (!running) {
            subscription.end();
        }
        return subscription;
    }

    private void leave(Object topic, Subscription subscription) {
        listeners.computeIfPresent(topic, (key, all) -> {
            all.remove(subscription);
            return all.isEmpty() ? null : all;
        });
    }

    /** Whether nobody listens just now. */
    public boolean isSilent() {
        return listeners.isEmpty();
    }

    boolean hears(JobId job, Audience audience) {
        return topics(job, audience).anyMatch(listeners::containsKey);
    }

    void publish(JobId job, Audience audience, Signal signal) {
        topics(job, audience)
                .flatMap(topic -> listeners.getOrDefault(topic, Set.of()).stream())
                .forEach(listener -> listener.offer(signal));
    }

    private static Stream<Object> topics(JobId job, Audience audience) {
        return Stream.concat(
                Stream.of(job, audience.owner()), audience.identities().stream().map(Identities::new));
    }

    @Override
    public void start() {
        running = true;
    }

    /** Ends every stream, so that the web server can stop. */
    @Override
    public void stop() {
        running = false;
        listeners.values().forEach(all -> all.forEach(Subscription::end));
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
