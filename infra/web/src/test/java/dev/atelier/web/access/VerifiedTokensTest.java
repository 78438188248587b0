package dev.atelier.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** What is remembered of a token, and for how long. */
class VerifiedTokensTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final Set<String> good = new HashSet<>();
    private Instant now = NOON;
    private Instant expires = NOON.plusSeconds(3600);
    private int verifications;
    private final VerifiedTokens tokens = new VerifiedTokens(this::verify, times(), () -> nanos(now));

    private static long nanos(Instant instant) {
        return Duration.between(NOON, instant).toNanos();
    }

    private JwtTimestampValidator times() {
        JwtTimestampValidator times = new JwtTimestampValidator(Duration.ofSeconds(30));
        times.setClock(new SteppedClock());
        return times;
    }

    private Authentication verify(Authentication request) {
        verifications++;
        String token = ((BearerTokenAuthenticationToken) request).getToken();
        if (!good.contains(token)) {
            throw new InvalidBearerTokenException("no key signed this");
        }
        return new JwtAuthenticationToken(Jwt.withTokenValue(token)
                .header("alg", "RS256")
                .subject("anna")
                .expiresAt(expires)
                .build());
    }

    private Authentication authenticate(String token) {
        return tokens.authenticate(new BearerTokenAuthenticationToken(token));
    }

    @Test
    void aTokenIsVerifiedOnceAMinute() {
        good.add("a.b.c");
        Authentication first = authenticate("a.b.c");
        now = NOON.plusSeconds(59);
        assertThat(authenticate("a.b.c")).isSameAs(first);
        assertThat(verifications).isEqualTo(1);
        now = NOON.plusSeconds(60);
        authenticate("a.b.c");
        assertThat(verifications).isEqualTo(2);
    }

    @Test
    void aTokenWhoseKeyIsGoneIsBelievedForAMinuteAtMost() {
        good.add("a.b.c");
        authenticate("a.b.c");
        good.clear();
        now = NOON.plusSeconds(60);
        assertThatThrownBy(() -> authenticate("a.b.c")).isInstanceOf(InvalidBearerTokenException.class);
    }

    @Test
    void whatDiffersInOneBitIsVerifiedItself() {
        good.add("a.b.c");
        authenticate("a.b.c");
        for (String tampered : new String[] {"a.b.d", "b.b.c", "a.b.", "a.b.c ", "a.b.C"}) {
            assertThatThrownBy(() -> authenticate(tampered)).isInstanceOf(InvalidBearerTokenException.class);
        }
        assertThat(verifications).isEqualTo(6);
    }

    @Test
    void whatWasRefusedIsNotRemembered() {
        assertThatThrownBy(() -> authenticate("a.b.c")).isInstanceOf(InvalidBearerTokenException.class);
        good.add("a.b.c");
        assertThat(authenticate("a.b.c").getName()).isEqualTo("anna");
    }

    @Test
    void noneLivesBeyondItsExpiry() {
        good.add("a.b.c");
        expires = NOON.plusSeconds(10);
        authenticate("a.b.c");
        now = NOON.plusSeconds(39); // clocks may differ by 30 seconds
        authenticate("a.b.c");
        assertThat(verifications).isEqualTo(1);
        now = NOON.plusSeconds(41);
        good.clear();
        assertThatThrownBy(() -> authenticate("a.b.c")).isInstanceOf(InvalidBearerTokenException.class);
    }

    @Test
    void thereIsALimitToHowManyAreRemembered() {
        for (int i = 0; i < VerifiedTokens.MAX + 1_000; i++) {
            good.add("a.b." + i);
            authenticate("a.b." + i);
        }
        assertThat(tokens.size()).isLessThanOrEqualTo(VerifiedTokens.MAX);
    }

    private final class SteppedClock extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
