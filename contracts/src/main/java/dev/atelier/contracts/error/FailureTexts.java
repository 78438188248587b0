package dev.atelier.contracts.error;

import dev.atelier.contracts.job.FailureReason;

/** What people read when their job failed: no technical detail, and the seed system's own sentence where it had one. */
public final class FailureTexts {
    private FailureTexts() {}

    /** The text in {@code ru}, or in English for any other language. */
    public static String text(FailureReason reason, String language) {
        return language.equals("ru") ? russian(reason) : english(reason);
    }

    private static String english(FailureReason reason) {
        return switch (reason) {
            case BACKEND_UNAVAILABLE,
                    BACKEND_OVERLOADED,
                    CONNECTION_LOST,
                    ATTEMPT_LOST,
                    SUBMISSION_UNKNOWN,
                    OUT_OF_MEMORY,
                    STORAGE_UNAVAILABLE,
                    INTERNAL -> "Sorry, the generation server is unavailable";
            case TIMED_OUT -> "Sorry, this took too long and was stopped";
            case WORKFLOW_REJECTED -> "Sorry, this preset cannot be run with these settings";
            case INVALID_INPUT -> "Sorry, the picture could not be used";
            case CONTENT_REJECTED -> "Sorry, this content is not allowed";
            case NO_OUTPUT -> "Sorry, the generation ended without a result";
        };
    }

    private static String russian(FailureReason reason) {
        return switch (reason) {
            case BACKEND_UNAVAILABLE,
                    BACKEND_OVERLOADED,
                    CONNECTION_LOST,
                    ATTEMPT_LOST,
                    SUBMISSION_UNKNOWN,
                    OUT_OF_MEMORY,
                    STORAGE_UNAVAILABLE,
                    INTERNAL -> "Извините, сервер по генерации не доступен";
            case TIMED_OUT -> "Извините, генерация заняла слишком много времени и была остановлена";
            case WORKFLOW_REJECTED -> "Извините, этот пресет нельзя выполнить с такими настройками";
            case INVALID_INPUT -> "Извините, это изображение не удалось использовать";
            case CONTENT_REJECTED -> "Извините, такое содержание не допускается";
            case NO_OUTPUT -> "Извините, генерация завершилась без результата";
        };
    }
}
