package dev.atelier.contracts.error;

import java.util.Locale;

/**
 * The catalogue of answers to what cannot be done: one code, one HTTP status, one pair of texts for people, one advice
 * for those who write clients. Clients switch on the code, people read the text. A code is never given another meaning.
 */
public enum ErrorCode {
    MALFORMED(
            400,
            false,
            "The request cannot be read.",
            "Запрос не удалось прочитать.",
            "Mend the request; errors[].pointer says where it is wrong."),
    SUBJECT_REQUIRED(
            400,
            false,
            "A service has to say for whom it acts: send On-Behalf-Of.",
            "Сервис должен указать, за кого он действует: передайте On-Behalf-Of.",
            "Send On-Behalf-Of: <namespace>:<id>."),
    UNAUTHENTICATED(
            401,
            false,
            "Please sign in.",
            "Пожалуйста, войдите в систему.",
            "Get a new token, then send the request again."),
    OUT_OF_CREDIT(
            402,
            false,
            "There are not enough credits for this.",
            "Для этого не хватает кредитов.",
            "Show balance and price, and offer to buy credits; the same Idempotency-Key may be used again."),
    FORBIDDEN(403, false, "This is not allowed for you.", "Это действие вам недоступно.", "Do not repeat the request."),
    NOT_REGISTERED(
            403,
            false,
            "Please register first.",
            "Пожалуйста, сначала зарегистрируйтесь.",
            "Register the person with POST /api/users, then send the request again."),
    NOT_FOUND(
            404,
            false,
            "There is no such thing.",
            "Ничего не найдено.",
            "Check the id; it may also be somebody else's."),
    METHOD_NOT_ALLOWED(
            405,
            false,
            "This address does not take that method.",
            "Этот адрес не принимает такой метод.",
            "Use a method of the header Allow."),
    NOT_ACCEPTABLE(
            406,
            false,
            "This answer comes as JSON only.",
            "Ответ доступен только в формате JSON.",
            "Accept application/json."),
    TOO_SLOW(
            408,
            true,
            "The request came in too slowly.",
            "Запрос передавался слишком медленно.",
            "Send it again with the same Idempotency-Key, at once."),
    WRONG_STATE(
            409,
            false,
            "It is too late or too early for this.",
            "Сейчас это действие невозможно.",
            "Read the present state and decide again."),
    TOO_LARGE(413, false, "This is too large.", "Слишком большой объём данных.", "Stay below bytesMax."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            false,
            "This type of content is not taken.",
            "Такой тип данных не принимается.",
            "Send JSON, or a PNG, JPEG or WebP picture where one is asked for."),
    UNKNOWN_PRESET(422, false, "There is no such preset.", "Такого пресета нет.", "Choose one of GET /api/presets."),
    INVALID_PARAMETER(
            422,
            false,
            "A parameter is missing or out of its range.",
            "Параметр не указан или вне допустимых границ.",
            "Mend what errors[].pointer names; the limits are in GET /api/presets."),
    NOT_AN_IMAGE(
            422,
            false,
            "This is not a picture that can be read.",
            "Это не изображение, которое можно прочитать.",
            "Send another file."),
    TOO_MANY_PIXELS(
            422,
            false,
            "This picture has too many pixels.",
            "В этом изображении слишком много пикселей.",
            "Make the picture smaller; the limits are in GET /api/config."),
    UPLOAD_NOT_READY(
            422,
            false,
            "This upload is not ready or does not exist.",
            "Этот файл не загружен или ещё не готов.",
            "Finish the upload, or upload the file again."),
    KEY_REUSED(
            422,
            false,
            "This Idempotency-Key was used for a different request.",
            "Этот Idempotency-Key уже использован для другого запроса.",
            "Use a new key for a new request."),
    TOO_MANY_IN_FLIGHT(
            429,
            true,
            "Too many of your jobs are under way; wait for one to end.",
            "Слишком много ваших задач в работе; дождитесь окончания одной из них.",
            "Wait for a job to end, at least Retry-After seconds."),
    RATE_LIMITED(
            429,
            true,
            "Too many requests; please slow down.",
            "Слишком много запросов; пожалуйста, подождите.",
            "Wait Retry-After seconds."),
    INTERNAL(
            500,
            true,
            "Something went wrong on our side.",
            "Что-то пошло не так на нашей стороне.",
            "Try again later with the same Idempotency-Key; name errorId when you report it."),
    UNAVAILABLE(
            503,
            true,
            "The service is not available right now.",
            "Сервис сейчас недоступен.",
            "Try again after Retry-After seconds with the same Idempotency-Key."),
    PROJECTION_BEHIND(
            503,
            true,
            "The newest changes are not shown yet; ask again.",
            "Последние изменения ещё не отражены; повторите запрос.",
            "Ask again after Retry-After seconds.");

    private final int status;
    private final boolean retryable;
    private final String english;
    private final String russian;
    private final String advice;

    ErrorCode(int status, boolean retryable, String english, String russian, String advice) {
        this.status = status;
        this.retryable = retryable;
        this.english = english;
        this.russian = russian;
        this.advice = advice;
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
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The text for people in {@code ru}, or in English for any other language. */
    public String text(String language) {
        return language.equals("ru") ? russian : english;
    }

    /** What a client should do, for those who write one. */
    public String advice() {
        return advice;
    }
}
