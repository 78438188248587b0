package dev.atelier.command.preset.domain;

import dev.atelier.contracts.preset.Rule;
import java.util.List;

/** A parameter that cannot be taken as it came. */
public sealed interface Violation {
    String parameter();

    /** The preset has no parameter of this name. */
    record Unknown(String parameter) implements Violation {}

    /** The preset cannot do without it. */
    record Missing(String parameter) implements Violation {}

    record NotANumber(String parameter) implements Violation {}

    record NotWhole(String parameter) implements Violation {}

    record OutOfRange(String parameter, Rule.NumberRange range) implements Violation {}

    record NotAFlag(String parameter) implements Violation {}

    record NotListed(String parameter, List<String> values) implements Violation {}

    record NotAText(String parameter) implements Violation {}

    record TooLong(String parameter, int charactersMax) implements Violation {}

    /** Where it is in the request (RFC 6901). */
    default String pointer() {
        return "/parameters/" + parameter().replace("~", "~0").replace("/", "~1");
    }

    /** What a person reads, in {@code ru} or in English. */
    default String text(String language) {
        boolean ru = language.equals("ru");
        return switch (this) {
            case Unknown _ -> ru ? "у пресета нет такого параметра" : "the preset has no such parameter";
            case Missing _ -> ru ? "параметр обязателен" : "this parameter is required";
            case NotANumber _ -> ru ? "нужно число" : "a number is needed";
            case NotWhole _ -> ru ? "нужно целое число" : "a whole number is needed";
            case OutOfRange v ->
                (ru ? "допустимо от %s до %s" : "%s to %s is possible")
                        .formatted(
                                v.range().min().toPlainString(), v.range().max().toPlainString());
            case NotAFlag _ -> ru ? "нужно true или false" : "true or false is needed";
            case NotListed v -> (ru ? "допустимо: " : "possible are: ") + String.join(", ", v.values());
            case NotAText _ -> ru ? "нужен текст" : "a text is needed";
            case TooLong v -> (ru ? "не больше %d символов" : "at most %d characters").formatted(v.charactersMax());
        };
    }
}
