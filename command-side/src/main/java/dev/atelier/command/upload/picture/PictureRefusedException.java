package dev.atelier.command.upload.picture;

import dev.atelier.contracts.error.ErrorCode;
import java.util.Map;

/** The picture is not taken; the numbers are the ones that were compared. */
public final class PictureRefusedException extends RuntimeException {
    private final ErrorCode code;
    private final Map<String, Object> numbers;

    PictureRefusedException(ErrorCode code, String why, Map<String, Object> numbers) {
        super(why);
        this.code = code;
        this.numbers = numbers;
    }

    public ErrorCode code() {
        return code;
    }

    public Map<String, Object> numbers() {
        return numbers;
    }
}
