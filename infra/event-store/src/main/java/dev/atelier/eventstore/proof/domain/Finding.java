package dev.atelier.eventstore.proof.domain;

/** Something about the log that is not as it was sealed. */
public sealed interface Finding {
    /** The row's bytes are other ones. */
    record RowChanged(long position) implements Finding {}

    /** A sealed row is not there. */
    record RowRemoved(long position) implements Finding {}

    /** A row lies among sealed ones and was not sealed with them. */
    record RowInserted(long position) implements Finding {}

    /** The kept leaves do not give the block's root: somebody changed the block, or rows and leaves together. */
    record LeavesDiffer(long block) implements Finding {}

    /** The block does not follow the one before: number, positions or hash do not fit. */
    record ChainBroken(long block) implements Finding {}

    /** The block was changed after it was signed, or never signed by the key that it names. */
    record SignatureWrong(long block) implements Finding {}

    /** The block is signed, but with a key that the reader has not named. */
    record KeyUnknown(long block, HeadKey key) implements Finding {}

    /** The head that the reader keeps is not signed by the key that it names: it proves nothing. */
    record HeadNotSigned(long block) implements Finding {}

    /** The log ends before the head that the reader keeps: it was cut, or restored to an older point. */
    record HeadBeyondTheLog(long block) implements Finding {}

    /** The log has another block in the place of the head that the reader keeps: its history was rewritten. */
    record HeadDiffers(long block) implements Finding {}
}
