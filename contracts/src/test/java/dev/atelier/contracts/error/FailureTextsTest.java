package dev.atelier.contracts.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.FailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTextsTest {
    @Test
    void theSeedsSentenceIsKeptWordForWord() {
        assertThat(FailureTexts.text(FailureReason.BACKEND_UNAVAILABLE, "ru"))
                .isEqualTo("Извините, сервер по генерации не доступен");
        assertThat(FailureTexts.text(FailureReason.BACKEND_UNAVAILABLE, "en"))
                .isEqualTo("Sorry, the generation server is unavailable");
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonHasTwoTextsForPeople(FailureReason reason) {
        assertThat(FailureTexts.text(reason, "ru")).matches("Извините, [а-яё ,]+");
        assertThat(FailureTexts.text(reason, "en")).matches("Sorry, [a-z ,]+");
    }
}
