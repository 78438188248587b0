package dev.atelier.allinone.cli;

import dev.atelier.eventstore.proof.LogVerification;
import dev.atelier.eventstore.proof.domain.Block;
import dev.atelier.eventstore.proof.domain.Finding;
import dev.atelier.eventstore.proof.domain.HeadKey;
import dev.atelier.eventstore.proof.domain.InclusionProof;
import dev.atelier.eventstore.proof.domain.SignedHead;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/** Says in words whether the log is the one that was sealed, and whether a proof holds. */
public final class VerifyLog {
    private static final int TOLD_MAX = 50;

    private VerifyLog() {}

    /** Compares log and blocks; 0 when nothing was found, else 1. */
    public static int log(Connection connection, Optional<SignedHead> kept, Set<HeadKey> known, PrintStream out)
            throws SQLException {
        LogVerification.Report report = LogVerification.verify(connection, kept, known);
        tell(report, out);
        if (!report.findings().isEmpty()) {
            out.println("the log is not the one that was sealed");
            return 1;
        }
        out.println(
                kept.isPresent()
                        ? "the log has everything up to block "
                                + kept.get().block().number() + " of the head, and fits together"
                        : "only self-consistency was checked: without a head from an earlier time (--head FILE) nobody can tell"
                                + " whether the log was cut or made anew by somebody who has the key");
        return 0;
    }

    /** Checks one proof without the log; 0 when it holds, else 1. */
    public static int proof(InclusionProof proof, Optional<SignedHead> kept, PrintStream out) {
        Block block = proof.head().block();
        Optional<String> wrong = proof.flaw()
                .map(flaw -> switch (flaw) {
                    case NOT_IN_THE_BLOCK -> "the event is not the one that was sealed in block " + block.number();
                    case NOT_SIGNED ->
                        "the head of block " + block.number() + " is not signed by the key that it names";
                })
                .or(() -> kept.flatMap(head -> disagreement(proof.head(), head)));
        out.println("event      " + proof.row().eventId() + ", " + proof.row().name() + " of " + proof.row().stream());
        out.println("head       " + text(block));
        out.println("key        " + proof.head().key().hex());
        out.println(wrong.orElse(
                kept.isPresent()
                        ? "the proof holds"
                        : "the proof holds, if that key is the one that you know (--head FILE compares it)"));
        return wrong.isPresent() ? 1 : 0;
    }

    /** Prints what was looked at and what was found. */
    static void tell(LogVerification.Report report, PrintStream out) {
        out.println("sealed     " + report.events() + " events in " + report.blocks() + " blocks");
        out.println("not yet    " + report.unsealed() + " events");
        report.head().ifPresent(head -> out.println("head       " + text(head.block())));
        report.head().ifPresent(head -> out.println("key        " + head.key().hex()));
        report.findings().stream().limit(TOLD_MAX).forEach(finding -> out.println("FOUND      " + text(finding)));
        if (report.findings().size() > TOLD_MAX) {
            out.println("FOUND      " + (report.findings().size() - TOLD_MAX) + " more");
        }
    }

    private static Optional<String> disagreement(SignedHead proven, SignedHead kept) {
        if (!kept.isSigned() || !proven.key().equals(kept.key())) {
            return Optional.of("the proof is signed with another key than the head");
        }
        boolean other = proven.block().number() == kept.block().number() && !proven.equals(kept);
        return other ? Optional.of("the head has another block " + kept.block().number()) : Optional.empty();
    }

    private static String text(Block block) {
        return "block " + block.number() + ", up to position " + block.lastPosition() + ", sealed "
                + Instant.EPOCH.plus(block.sealedAtMicros(), ChronoUnit.MICROS);
    }

    private static String text(Finding finding) {
        return switch (finding) {
            case Finding.RowChanged row -> "row " + row.position() + " was changed";
            case Finding.RowRemoved row -> "row " + row.position() + " was removed";
            case Finding.RowInserted row -> "row " + row.position() + " was inserted";
            case Finding.LeavesDiffer leaves ->
                "block " + leaves.block() + ": its leaves are not those that were signed";
            case Finding.ChainBroken chain -> "block " + chain.block() + " does not follow the one before";
            case Finding.SignatureWrong head -> "block " + head.block() + " was changed after it was signed";
            case Finding.KeyUnknown head ->
                "block " + head.block() + " is signed with key " + head.key().hex()
                        + ", which neither the head nor this folder has";
            case Finding.HeadNotSigned head ->
                "the head of block " + head.block() + " that was given is not signed by the key that it names";
            case Finding.HeadBeyondTheLog head ->
                "block " + head.block() + " of the head is not there: the log was cut, or restored to an older point";
            case Finding.HeadDiffers head ->
                "block " + head.block() + " is not that of the head: the log's history was made anew";
        };
    }
}
