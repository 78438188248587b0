package dev.atelier.gpu.comfyui;

/** What is known of a run at one moment. */
sealed interface RunState {
    /** It is in the queue, behind another. */
    record Waiting() implements RunState {}

    /** It is in the queue although nothing runs: for a moment, or because the server's worker is dead. */
    record Idle() implements RunState {}

    record Executing() implements RunState {}

    record Ended(Ending ending) implements RunState {}

    /** The server does not know it. */
    record Unknown() implements RunState {}

    /** The server cannot be asked. */
    record Away(String why) implements RunState {}
}
