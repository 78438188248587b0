package dev.atelier.contracts.error;

/**
 * The catalogue of answers to what cannot be done: one code, one HTTP status, one pair of texts. Clients switch on the
 * code, people read the text. A code is never given another meaning.
 */
public enum ErrorCode {
    MALFORMED(400, false, "The request cannot be read.", "Запрос не удалось прочитать."),
    SUBJECT_REQUIRED(
            400,
            false,
            "A service has to say for whom it acts: send On-Behalf-Of.",
            "Сервис должен указать, за кого он действует: передайте On-Behalf-Of."),
    UNAUTHENTICATED(401, false, "Please sign in.", "Пожалуйста, войдите в систему."),
    OUT_OF_CREDIT(402, false, "There are not enough credits for this.", "Для этого не хватает кредитов."),
    FORBIDDEN(403, false, "This is not allowed for you.", "Это действие вам недоступно."),
    NOT_FOUND(404, false, "There is no such thing.", "Ничего не найдено."),
    METHOD_NOT_ALLOWED(405, false, "This address does not take that method.", "Этот адрес не принимает такой метод."),
    NOT_ACCEPTABLE(406, false, "This answer comes as JSON only.", "Ответ доступен только в формате JSON."),
    WRONG_STATE(409, false, "It is too late or too early for this.", "Сейчас это действие невозможно."),
    TOO_LARGE(413, false, "This is too large.", "Слишком большой объём данных."),
    UNSUPPORTED_MEDIA_TYPE(415, false, "This type of content is not taken.", "Такой тип данных не принимается."),
    UNKNOWN_PRESET(422, false, "There is no such preset.", "Такого пресета нет."),
    INVALID_PARAMETER(
            422, false, "A parameter is missing or out of its range.", "Параметр не указан или вне допустимых границ."),
    NOT_AN_IMAGE(422, false, "This is not a picture that can be read.", "Это не изображение, которое можно прочитать."),
    TOO_MANY_PIXELS(422, false, "This picture has too many pixels.", "В этом изображении слишком много пикселей."),
    UPLOAD_NOT_READY(
            422, false, "This upload is not ready or does not exist.", "Этот файл не загружен или ещё не готов."),
    KEY_REUSED(
            422,
            false,
            "This Idempotency-Key was used for a different request.",
            "Этот Idempotency-Key уже использован для другого запроса."),
    TOO_MANY_IN_FLIGHT(
            429,
            true,
            "Too many of your jobs are under way; wait for one to end.",
            "Слишком много ваших задач в работе; дождитесь окончания одной из них."),
    RATE_LIMITED(429, true, "Too many requests; please slow down.", "Слишком много запросов; пожалуйста, подождите."),
    INTERNAL(500, true, "Something went wrong on our side.", "Что-то пошло не так на нашей стороне."),
    UNAVAILABLE(503, true, "The service is not available right now.", "Сервис сейчас недоступен."),
    PROJECTION_BEHIND(
            503,
            true,
            "The newest changes are not shown yet; ask again.",
            "Последние изменения ещё не отражены; повторите запрос.");

    private final int status;
    private final boolean retryable;
    private final String english;
    private final String russian;

    ErrorCode(int status, boolean retryable, String english, String russian) {
        this.status = status;
        this.retryable = retryable;
        this.english = english;
        this.russian = russian;
    }

    public int status() {
        return status;
    }

    /** Whether the same request may succeed later, unchanged. */
    public boolean retryable() {
        return retryable;
    }

    /** The path under which the problem explains itself; also the end of the problem's {@code type}. */
    public String slug() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** The text for people in {@code ru}, or in English for any other language. */
    public String text(String language) {
        return language.equals("ru") ? russian : english;
    }
}
