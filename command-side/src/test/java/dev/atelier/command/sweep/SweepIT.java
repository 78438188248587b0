package dev.atelier.command.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.storage.ObjectStorage;
import dev.atelier.command.testing.CommandSide;
import dev.atelier.command.testing.Customer;
import dev.atelier.eventstore.Turn;
import dev.atelier.eventstore.Turns;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

class SweepIT {
    private static final String PICTURE = "/1/" + "ab".repeat(32) + ".png";
    private static final Duration AGE = Duration.ofHours(24);

    private static final CommandSide side = new CommandSide(Map.of("atelier.sweep.enabled", "false"));
    private static final S3Client s3 = side.s3();

    @AfterAll
    static void stop() {
        s3.close();
        side.close();
    }

    @Test
    void what_nobody_names_goes_when_it_is_old_and_everything_else_stays() {
        Customer customer = new Customer(side, side.person("painter"));
        String upload = customer.uploadWith(10);
        String liveJob = customer.order(upload).text("id");
        List<String> named = keys();
        assertThat(named).hasSize(1);
        String ofLiveJob = put("results/" + liveJob + PICTURE);
        put("results/job-00000000-0000-0000-0000-000000000001" + PICTURE);
        put("results/nonsense");
        put("inputs/somebody/something");
        put("staging/somebody/something");
        put("other/that/is/not/ours");

        assertThat(sweep(Duration.ofHours(23), false)).isEqualTo(new Sweep.Outcome(6, 0, 0));
        assertThat(sweep(Duration.ofHours(25), true)).isEqualTo(new Sweep.Outcome(6, 4, 0));
        assertThat(keys()).hasSize(7);
        assertThat(sweep(Duration.ofHours(25), false)).isEqualTo(new Sweep.Outcome(6, 4, 4));

        assertThat(keys()).containsExactlyInAnyOrder(named.getFirst(), ofLiveJob, "other/that/is/not/ours");
        assertThat(sweep(Duration.ofHours(25), false)).isEqualTo(new Sweep.Outcome(2, 0, 0));
    }

    @Test
    void only_one_is_at_it_at_a_time() {
        Turns turns = side.bean(Turns.class);
        AtomicBoolean second = new AtomicBoolean();
        AtomicBoolean other = new AtomicBoolean();

        assertThat(turns.take(Turn.SWEEP, () -> {
                    assertThat(turns.take(Turn.SWEEP, () -> second.set(true))).isFalse();
                    assertThat(turns.take(Turn.SEALING, () -> other.set(true))).isTrue();
                }))
                .isTrue();

        assertThat(second).isFalse();
        assertThat(other).isTrue();
        assertThat(turns.take(Turn.SWEEP, () -> second.set(true)))
                .as("the turn has ended")
                .isTrue();
    }

    private static Sweep.Outcome sweep(Duration later, boolean dryRun) {
        SweepSettings settings = new SweepSettings(true, dryRun, Duration.ofHours(1), AGE, 1_000);
        Clock clock = Clock.offset(Clock.systemUTC(), later);
        return new Sweep(side.log(), side.bean(ObjectStorage.class), settings, clock).once();
    }

    private static String put(String key) {
        s3.putObject(request -> request.bucket(side.bucket()).key(key), RequestBody.fromString("x"));
        return key;
    }

    private static List<String> keys() {
        return s3.listObjectsV2(request -> request.bucket(side.bucket())).contents().stream()
                .map(S3Object::key)
                .toList();
    }
}
