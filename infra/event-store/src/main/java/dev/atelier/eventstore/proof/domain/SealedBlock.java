package dev.atelier.eventstore.proof.domain;

import java.util.ArrayList;
import java.util.List;

/** A signed head with what proofs are made from: position, nonce and leaf of each of its events, in log order. */
public record SealedBlock(SignedHead head, List<SealedEvent> events) {
    /** What is kept of one event beside the log. */
    public record SealedEvent(long position, Nonce nonce, Hash leaf) {}

    /**
     * Seals rows, which are in the order of their positions and at least one.
     *
     * @param previous hash of the block before
     * @param nonces one for each row, never used before
     */
    public static SealedBlock seal(
            long number,
            Hash previous,
            List<StoredRow> rows,
            List<Nonce> nonces,
            long sealedAtMicros,
            HeadSigner signer) {
        List<SealedEvent> events = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            StoredRow row = rows.get(i);
            Nonce nonce = nonces.get(i);
            events.add(new SealedEvent(row.position(), nonce, row.leaf(nonce)));
        }
        Block block = new Block(
                number,
                rows.getFirst().position(),
                rows.getLast().position(),
                rows.size(),
                sealedAtMicros,
                MerkleTree.root(leaves(events)),
                previous);
        return new SealedBlock(signer.sign(block), List.copyOf(events));
    }

    public Block block() {
        return head.block();
    }

    List<Hash> leaves() {
        return leaves(events);
    }

    /** A proof for one of its rows, which is an {@link IllegalArgumentException} when it is not one of them. */
    public InclusionProof prove(StoredRow row) {
        for (int i = 0; i < events.size(); i++) {
            SealedEvent event = events.get(i);
            if (event.position() == row.position()) {
                return new InclusionProof(row, event.nonce(), i, MerkleTree.path(leaves(), i), head);
            }
        }
        throw new IllegalArgumentException(
                "position " + row.position() + " is not in block " + block().number() + ": ./run verify tells more");
    }

    private static List<Hash> leaves(List<SealedEvent> events) {
        return events.stream().map(SealedEvent::leaf).toList();
    }
}
