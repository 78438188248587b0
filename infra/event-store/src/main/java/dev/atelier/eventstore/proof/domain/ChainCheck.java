package dev.atelier.eventstore.proof.domain;

import dev.atelier.eventstore.proof.domain.Finding.ChainBroken;
import dev.atelier.eventstore.proof.domain.Finding.HeadBeyondTheLog;
import dev.atelier.eventstore.proof.domain.Finding.HeadDiffers;
import dev.atelier.eventstore.proof.domain.Finding.HeadNotSigned;
import dev.atelier.eventstore.proof.domain.Finding.KeyUnknown;
import dev.atelier.eventstore.proof.domain.Finding.LeavesDiffer;
import dev.atelier.eventstore.proof.domain.Finding.RowChanged;
import dev.atelier.eventstore.proof.domain.Finding.RowInserted;
import dev.atelier.eventstore.proof.domain.Finding.RowRemoved;
import dev.atelier.eventstore.proof.domain.Finding.SignatureWrong;
import dev.atelier.eventstore.proof.domain.SealedBlock.SealedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares a log with its blocks: give it every block, oldest first, with the rows up to it, then ask for the end.
 * Without a head that was kept elsewhere it finds what does not fit together; whoever has the signing key can make
 * a whole new history that does.
 */
public final class ChainCheck {
    private final Optional<SignedHead> kept;
    private final Set<HeadKey> trusted;
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable Block last;
    private boolean keptSeen;

    /**
     * @param kept a head from an earlier time
     * @param known keys that may have signed; where neither this nor the head names one, the first block's key counts
     */
    public ChainCheck(Optional<SignedHead> kept, Set<HeadKey> known) {
        this.kept = kept;
        trusted = new HashSet<>(known);
        kept.map(SignedHead::key).ifPresent(trusted::add);
        kept.filter(head -> !head.isSigned())
                .ifPresent(head -> findings.add(new HeadNotSigned(head.block().number())));
    }

    /**
     * Checks the next block.
     *
     * @param rows every row after the block before and up to this one's last position, in log order
     */
    public void next(SealedBlock sealed, List<StoredRow> rows) {
        checkPlace(sealed);
        checkSignature(sealed.head());
        checkRows(sealed.events(), rows);
        checkHead(sealed.block());
        last = sealed.block();
    }

    /** Everything that was found, after the last block. */
    public List<Finding> end() {
        if (!keptSeen) {
            kept.ifPresent(
                    head -> findings.add(new HeadBeyondTheLog(head.block().number())));
        }
        return List.copyOf(findings);
    }

    private void checkPlace(SealedBlock sealed) {
        Block block = sealed.block();
        Block before = last;
        boolean follows = before == null
                ? block.number() == 1 && block.previous().equals(Hash.ZERO)
                : block.number() == before.number() + 1
                        && block.previous().equals(before.hash())
                        && block.firstPosition() > before.lastPosition();
        List<SealedEvent> events = sealed.events();
        boolean fits = !events.isEmpty()
                && events.size() == block.events()
                && events.getFirst().position() == block.firstPosition()
                && events.getLast().position() == block.lastPosition();
        if (!follows) {
            findings.add(new ChainBroken(block.number()));
        }
        if (!fits || !MerkleTree.root(sealed.leaves()).equals(block.root())) {
            findings.add(new LeavesDiffer(block.number()));
        }
    }

    private void checkSignature(SignedHead head) {
        if (trusted.isEmpty()) {
            trusted.add(head.key());
        }
        if (!head.isSigned()) {
            findings.add(new SignatureWrong(head.block().number()));
        } else if (!trusted.contains(head.key())) {
            findings.add(new KeyUnknown(head.block().number(), head.key()));
        }
    }

    private void checkRows(List<SealedEvent> events, List<StoredRow> rows) {
        Map<Long, StoredRow> unmatched = new HashMap<>();
        for (StoredRow row : rows) {
            if (unmatched.putIfAbsent(row.position(), row) != null) {
                findings.add(new RowInserted(row.position()));
            }
        }
        for (SealedEvent event : events) {
            StoredRow row = unmatched.remove(event.position());
            if (row == null) {
                findings.add(new RowRemoved(event.position()));
            } else if (!row.leaf(event.nonce()).equals(event.leaf())) {
                findings.add(new RowChanged(event.position()));
            }
        }
        unmatched.keySet().stream().sorted().map(RowInserted::new).forEach(findings::add);
    }

    private void checkHead(Block block) {
        kept.map(SignedHead::block)
                .filter(head -> head.number() == block.number())
                .ifPresent(head -> {
                    keptSeen = true;
                    if (!head.hash().equals(block.hash())) {
                        findings.add(new HeadDiffers(block.number()));
                    }
                });
    }
}
