package dev.atelier.eventstore;

/** What a process may do to the log; each is a role in PostgreSQL that its connections take. */
public enum LogRole {
    /** Appends and reads: the command side. */
    WRITER("atelier_log_writer"),
    /** Reads only: everybody else. */
    READER("atelier_log_reader");

    private final String role;

    LogRole(String role) {
        this.role = role;
    }

    String role() {
        return role;
    }
}
