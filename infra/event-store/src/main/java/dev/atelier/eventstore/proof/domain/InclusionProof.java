package dev.atelier.eventstore.proof.domain;

import java.util.List;
import java.util.Optional;

/**
 * Everything that a stranger needs to check that one event is in the log, and nothing of any other event.
 *
 * @param index place of the event in its block, from 0
 * @param path siblings from the leaf up to the root
 */
public record InclusionProof(StoredRow row, Nonce nonce, long index, List<Hash> path, SignedHead head) {
    public InclusionProof {
        path = List.copyOf(path);
    }

    /** What is wrong with it; empty when it holds. Whose key signed the head, the reader has to know. */
    public Optional<Flaw> flaw() {
        Optional<Hash> root =
                MerkleTree.rootOf(row.leaf(nonce), index, head.block().events(), path);
        if (!root.equals(Optional.of(head.block().root()))) {
            return Optional.of(Flaw.NOT_IN_THE_BLOCK);
        }
        return head.isSigned() ? Optional.empty() : Optional.of(Flaw.NOT_SIGNED);
    }

    /** Why a proof does not hold. */
    public enum Flaw {
        NOT_IN_THE_BLOCK,
        NOT_SIGNED
    }
}
