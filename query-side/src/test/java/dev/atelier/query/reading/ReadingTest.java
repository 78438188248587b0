package dev.atelier.query.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.web.problem.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            wait=10                     | 10
            respond-async, wait=5       | 5
            wait = "7"                  | 7
            respond-async;foo,wait=999  | 30
            wait=0                      | 0
            await=10                    | 0
            wait=soon                   | 0
            """)
    void theClientSaysHowLongItWaits(String prefer, long seconds) {
        assertThat(Prefer.wait(prefer)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void withoutAPreferenceNothingWaits() {
        assertThat(Prefer.wait(null)).isZero();
        assertThat(Prefer.wait("wait=1" + " ".repeat(1_000))).isZero();
    }

    @Test
    void cursorsComeBackAsTheyWere() {
        for (long score : new long[] {0, 1, 71, 1L << 52}) {
            assertThat(Pages.below(Pages.after(score))).isEqualTo(score);
        }
        assertThat(Pages.below(null)).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c", "p1", "c-1", "cc cc", "czzzzzzzzzzzzzzzzz"})
    void whatIsNoCursorIsRefused(String cursor) {
        assertThatThrownBy(() -> Pages.below(cursor)).isInstanceOf(ProblemException.class);
    }

    @Test
    void pagesHaveLimits() {
        assertThat(Pages.limit(null)).isEqualTo(20);
        assertThat(Pages.limit(1)).isEqualTo(1);
        assertThat(Pages.limit(100)).isEqualTo(100);
        assertThatThrownBy(() -> Pages.limit(0)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> Pages.limit(101)).isInstanceOf(ProblemException.class);
    }
}
