package dev.atelier.eventstore;

import java.sql.SQLException;

/** What a failed append means for the events that were sent. */
enum AppendFailure {
    /** Somebody has a place in a stream that these events wanted, or they are there already. */
    CONFLICT,
    /** The connection broke or the server stopped: the events may be in the log or not. Ask again. */
    UNKNOWN,
    /** The server refused for want of room or because it may not write now; nothing of it is in the log. */
    REFUSED,
    /** One of the events cannot be stored; nothing of it is in the log. */
    UNSTORABLE;

    /** By SQLSTATE, PostgreSQL's appendix A. */
    static AppendFailure of(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null || state.length() != 5) {
            return UNKNOWN;
        }
        return switch (state) {
            case "23505" -> CONFLICT;
            case "25006", "42501", "42P01", "42704", "3D000" -> REFUSED;
            default ->
                switch (state.substring(0, 2)) {
                    case "21", "22", "23", "54" -> UNSTORABLE;
                    case "28", "53" -> REFUSED;
                    default -> UNKNOWN;
                };
        };
    }
}
