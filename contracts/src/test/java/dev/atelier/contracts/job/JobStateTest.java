package dev.atelier.contracts.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JobStateTest {
    @Test
    void oldClientsReadTheSeedsWords() {
        assertThat(Arrays.stream(JobState.values()).map(JobState::status))
                .containsExactly("pending", "processing", "retrying", "completed", "failed", "failed");
    }

    @Test
    void ourOwnWordsAreInLowerCase() {
        assertThat(JobState.WAITING_FOR_RETRY.word()).isEqualTo("waiting_for_retry");
        assertThat(JobState.WAITING_FOR_RETRY.isFinal()).isFalse();
        assertThat(JobState.CANCELLED.isFinal()).isTrue();
    }
}
