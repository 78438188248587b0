package dev.atelier.emulators.runpod;

import java.util.List;

/** What the worker's handler gives instead of an output: prose, and perhaps details. */
final class WorkerErrorException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> details;

    WorkerErrorException(String error) {
        this(error, List.of());
    }

    WorkerErrorException(String error, List<String> details) {
        super(error, null, false, false);
        this.details = List.copyOf(details);
    }

    String error() {
        return String.valueOf(getMessage());
    }

    List<String> details() {
        return details;
    }
}
