package dev.atelier.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class BrokerWatchTest {
    private final BrokerWatch watch = new BrokerWatch(URI.create("amqp://user:secret@broker.example:5672/%2F"));

    @Test
    void isReachedFromTheFirstConnectionOn() {
        assertThat(watch.hasReached()).isFalse();
        watch.onFailed(new ConnectException("refused"));
        assertThat(watch.hasReached()).isFalse();
        watch.onCreate(null);
        watch.onFailed(new ConnectException("refused"));
        assertThat(watch.hasReached()).isTrue();
    }

    @Test
    void tellsTheAddressAndNoSecret() {
        assertThat(watch.address()).isEqualTo("broker.example:5672");
    }
}
