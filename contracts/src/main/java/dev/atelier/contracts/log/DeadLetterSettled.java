package dev.atelier.contracts.log;

/**
 * An administrator decided what becomes of a dead letter, and it is done right after. Stream: the letter's, once more
 * for each time that it died. Who decided stands in the metadata.
 *
 * @param queue the queue in which it died
 * @param type wire name, or what stood in its place
 * @param messageId as the sender gave it, or empty
 * @param reason an administrator's words about the message, not about a person: they are not sealed
 */
public record DeadLetterSettled(
        LetterId letterId, Verdict verdict, String queue, String type, String messageId, String reason) {
    /** What became of it. */
    public enum Verdict {
        /** It went back to the queue in which it died. */
        REQUEUED,
        /** It was thrown away. */
        DISCARDED
    }
}
