package dev.atelier.query.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.query.Story;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobFeedTest {
    private static final Audience ANNAS = new Audience(Story.user(1), Set.of("telegram"));
    private static final Signal NEWS = new Signal.Progress(Story.job(1), 1, 50);

    private final JobFeed feed = new JobFeed();

    @BeforeEach
    void start() {
        feed.start();
    }

    private static boolean hears(Subscription subscription) throws InterruptedException {
        return subscription.next(Duration.ZERO).isPresent();
    }

    @Test
    void whoListensToTheJobItsOwnerOrTheirServiceHears() throws InterruptedException {
        try (Subscription job = feed.ofJob(Story.job(1));
                Subscription owner = feed.ofOwner(Story.user(1));
                Subscription service = feed.ofIdentities("telegram");
                Subscription otherJob = feed.ofJob(Story.job(2));
                Subscription otherOwner = feed.ofOwner(Story.user(2));
                Subscription otherService = feed.ofIdentities("matrix")) {
            feed.publish(Story.job(1), ANNAS, NEWS);
            assertThat(hears(job)).isTrue();
            assertThat(hears(owner)).isTrue();
            assertThat(hears(service)).isTrue();
            assertThat(hears(otherJob)).isFalse();
            assertThat(hears(otherOwner)).isFalse();
            assertThat(hears(otherService)).isFalse();
        }
        assertThat(feed.isSilent()).isTrue();
    }

    @Test
    void whoIsTooSlowIsSentAwayInsteadOfMissingSomething() throws InterruptedException {
        try (Subscription slow = feed.ofJob(Story.job(1))) {
            for (int i = 0; i < 1_000; i++) {
                feed.publish(Story.job(1), ANNAS, NEWS);
            }
            feed.publish(Story.job(1), ANNAS, NEWS);
            assertThat(slow.next(Duration.ZERO)).contains(NEWS);
            feed.publish(Story.job(1), ANNAS, NEWS);
            slow.offer(new Signal.Closed());
            assertThat(slow.next(Duration.ZERO)).containsInstanceOf(Signal.Closed.class);
            assertThat(hears(slow)).isFalse();
        }
    }

    @Test
    void atTheEndEverybodyIsToldAndNobodyNewIsLetIn() throws InterruptedException {
        try (Subscription listener = feed.ofJob(Story.job(1))) {
            feed.stop();
            assertThat(listener.next(Duration.ZERO)).containsInstanceOf(Signal.Closed.class);
        }
        try (Subscription late = feed.ofJob(Story.job(1))) {
            assertThat(late.next(Duration.ZERO)).containsInstanceOf(Signal.Closed.class);
        }
    }

    @Test
    void progressOfAJobComesOnlySoOften() {
        ProgressPace pace = new ProgressPace(Duration.ofMillis(500));
        assertThat(pace.allows(Story.job(1), Story.NOON)).isTrue();
        assertThat(pace.allows(Story.job(1), Story.NOON.plusMillis(499))).isFalse();
        assertThat(pace.allows(Story.job(2), Story.NOON.plusMillis(499))).isTrue();
        assertThat(pace.allows(Story.job(1), Story.NOON.plusMillis(500))).isTrue();
    }
}
