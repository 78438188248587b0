package dev.atelier.audit.domain;

import java.util.Locale;

/** What must always hold. The word of a rule is read by programs and is never given another meaning. */
public enum Rule {
    LOG_ORDER("Position and time grow from event to event.", "Позиция и время растут от события к событию."),
    STREAM_WHOLE("A stream has no gap.", "В потоке событий нет пропусков."),
    READABLE("Every event can be read.", "Каждое событие можно прочитать."),
    POSTINGS_ADD_UP("The postings of an event add up to zero.", "Сумма проводок события равна нулю."),
    NEVER_NEGATIVE("Nothing but the treasury is below zero.", "Ничего, кроме казны, не опускается ниже нуля."),
    HELD_ONCE("A job's price is held once.", "Цена задачи удерживается один раз."),
    HELD_IS_PRICE("What is held is the job's price.", "Удержанная сумма равна цене задачи."),
    HOLD_HAS_JOB("What is held is held for a job.", "Каждое удержание относится к задаче."),
    JOB_HAS_HOLD("A job that has not ended has its hold.", "У незавершённой задачи есть удержание."),
    SETTLED_ONCE("A hold is settled once.", "Удержание закрывается один раз."),
    SETTLED_WHOLE(
            "What is captured and released is what was held.", "Списано и возвращено ровно столько, сколько удержано."),
    SETTLED_AFTER_END("A hold is settled after the job's end.", "Удержание закрывается после конца задачи."),
    SETTLED_AT_ALL("An ended job's hold is settled soon.", "Удержание завершённой задачи вскоре закрывается."),
    CHARGE_OF_END(
            "Success costs the price, failure nothing, cancelling what was said.",
            "Успех стоит цену, неудача ничего, отмена — названную сумму."),
    REFUND_OF_CAPTURE("Only what was captured is refunded.", "Возвращается только списанное."),
    REFUNDED_ONCE("A captured price is refunded once.", "Списанная цена возвращается один раз."),
    CREATED_ONCE("A job begins once, with its creation.", "Задача начинается один раз, со своего создания."),
    ENDS_ONCE("After its end a job goes on no more.", "После конца задача не продолжается."),
    NOT_STUCK("Every job ends.", "Каждая задача завершается."),
    OBJECT_THERE("What the log names is stored.", "Всё, что названо в журнале, хранится."),
    OBJECT_SIZE("A stored object has the size that the log names.", "Размер объекта тот, что назван в журнале."),
    OBJECT_NAMED("An old object is named by the log.", "Старый объект назван в журнале."),
    MODEL_BALANCE("The balance that people read is the log's.", "Баланс, который видят люди, совпадает с журналом."),
    MODEL_JOB("The state that people read is the log's.", "Состояние, которое видят люди, совпадает с журналом.");

    private final String english;
    private final String russian;

    Rule(String english, String russian) {
        this.english = english;
        this.russian = russian;
    }

    /** Its word in answers, such as {@code postings-add-up}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The rule for people, in {@code ru}, or in English for any other language. */
    public String text(String language) {
        return language.equals("ru") ? russian : english;
    }
}
