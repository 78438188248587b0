package dev.atelier.eventstore.proof.domain;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is done to a log of some blocks, it is found and named; the seed is the test's parameter. */
class ChainCheckTest {
    private static final HeadSigner SIGNER = TestChain.signer(1);
    private static final HeadSigner OTHER = TestChain.signer(2);

    private static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void an_untouched_log_has_no_finding(long seed) {
        TestChain chain = chain(seed);

        assertThat(findings(chain)).isEmpty();
        for (SealedBlock block : chain.blocks) {
            assertThat(chain.check(Optional.of(block.head()), Set.of())).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_changed_row_is_named(long seed) {
        TestChain chain = chain(seed);
        int at = chain.random.nextInt(chain.rows.size());
        StoredRow row = chain.rows.get(at);
        chain.rows.set(at, withPayload(row, row.payload() + " "));

        assertThat(findings(chain)).containsExactly(new RowChanged(row.position()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_removed_row_is_named(long seed) {
        TestChain chain = chain(seed);
        StoredRow row = chain.rows.remove(chain.random.nextInt(chain.rows.size()));

        assertThat(findings(chain)).containsExactly(new RowRemoved(row.position()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void an_inserted_row_is_named_also_before_the_first_and_at_a_taken_position(long seed) {
        TestChain chain = chain(seed);
        long first = chain.rows.getFirst().position();
        long taken = chain.rows.getLast().position();
        chain.rows.addFirst(TestChain.row(chain.random, first - 1));
        chain.rows.add(TestChain.row(chain.random, taken));

        assertThat(findings(chain)).containsExactlyInAnyOrder(new RowInserted(first - 1), new RowInserted(taken));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void two_rows_that_changed_places_are_both_named(long seed) {
        TestChain chain = chain(seed);
        int at = chain.random.nextInt(chain.rows.size() - 1);
        StoredRow one = chain.rows.get(at);
        StoredRow next = chain.rows.get(at + 1);
        chain.rows.set(at, atPosition(next, one.position()));
        chain.rows.set(at + 1, atPosition(one, next.position()));

        assertThat(findings(chain))
                .containsExactlyInAnyOrder(new RowChanged(one.position()), new RowChanged(next.position()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_row_that_was_changed_together_with_its_leaf_is_found_by_the_root(long seed) {
        TestChain chain = chain(seed);
        int at = chain.random.nextInt(chain.blocks.size());
        SealedBlock block = chain.blocks.get(at);
        SealedBlock.SealedEvent event = block.events().getFirst();
        StoredRow changed = null;
        for (int i = 0; i < chain.rows.size(); i++) {
            if (chain.rows.get(i).position() == event.position()) {
                changed = withPayload(chain.rows.get(i), "{}");
                chain.rows.set(i, changed);
            }
        }
        List<SealedBlock.SealedEvent> events = new ArrayList<>(block.events());
        events.set(
                0,
                new SealedBlock.SealedEvent(
                        event.position(),
                        event.nonce(),
                        java.util.Objects.requireNonNull(changed).leaf(event.nonce())));
        chain.blocks.set(at, new SealedBlock(block.head(), events));

        assertThat(findings(chain)).containsExactly(new LeavesDiffer(at + 1));
    }

    @Test
    void a_block_that_was_made_again_without_the_key_breaks_signature_and_chain() {
        TestChain chain = chain(5);
        SealedBlock block = chain.blocks.get(1);
        Block honest = block.block();
        Block forged = new Block(
                honest.number(),
                honest.firstPosition(),
                honest.lastPosition(),
                honest.events(),
                honest.sealedAtMicros() + 1,
                honest.root(),
                honest.previous());
        SignedHead head =
                new SignedHead(forged, block.head().key(), block.head().signature());
        chain.blocks.set(1, new SealedBlock(head, block.events()));

        assertThat(findings(chain)).containsExactly(new SignatureWrong(2), new ChainBroken(3));
    }

    @Test
    void a_block_that_was_taken_out_with_its_rows_breaks_the_chain() {
        TestChain chain = chain(6);
        SealedBlock gone = chain.blocks.remove(1);
        chain.rows.removeIf(row -> row.position() >= gone.block().firstPosition()
                && row.position() <= gone.block().lastPosition());

        assertThat(findings(chain)).containsExactly(new ChainBroken(3));
    }

    @Test
    void a_log_that_was_cut_is_found_only_by_a_head() {
        TestChain chain = chain(7);
        SignedHead kept = chain.blocks.getLast().head();
        SealedBlock gone = chain.blocks.removeLast();
        chain.rows.removeIf(row -> row.position() >= gone.block().firstPosition());

        assertThat(findings(chain)).isEmpty();
        assertThat(chain.check(Optional.of(kept), Set.of()))
                .containsExactly(new HeadBeyondTheLog(kept.block().number()));
    }

    @Test
    void a_history_that_was_made_anew_with_the_stolen_key_is_found_only_by_a_head() {
        SignedHead kept = chain(8).blocks.getLast().head();
        TestChain rewritten = TestChain.of(9, 3, 6, SIGNER);

        assertThat(findings(rewritten)).isEmpty();
        assertThat(rewritten.check(Optional.of(kept), Set.of())).containsExactly(new HeadDiffers(3));
    }

    @Test
    void a_history_that_was_made_anew_with_another_key_is_found_by_whoever_knows_the_key() {
        TestChain rewritten = TestChain.of(9, 1, 6, OTHER);

        assertThat(rewritten.check(Optional.empty(), Set.of()))
                .as("nobody knows a key")
                .isEmpty();
        assertThat(rewritten.check(Optional.empty(), Set.of(SIGNER.key())))
                .containsExactly(new KeyUnknown(1, OTHER.key()));
    }

    @Test
    void a_key_that_changes_on_the_way_has_to_be_named() {
        TestChain chain = TestChain.of(3, 2, 4, SIGNER);
        chain.seal(3, OTHER);

        assertThat(chain.check(Optional.empty(), Set.of())).containsExactly(new KeyUnknown(3, OTHER.key()));
        assertThat(chain.check(Optional.of(chain.blocks.getFirst().head()), Set.of(OTHER.key())))
                .isEmpty();
    }

    @Test
    void a_head_that_nobody_signed_proves_nothing() {
        TestChain chain = chain(4);
        SignedHead head = chain.blocks.getLast().head();
        SignedHead forged = new SignedHead(head.block(), OTHER.key(), head.signature());

        assertThat(chain.check(Optional.of(forged), Set.of(SIGNER.key()))).containsExactly(new HeadNotSigned(3));
    }

    private static TestChain chain(long seed) {
        return TestChain.of(seed, 3, 6, SIGNER);
    }

    private static List<Finding> findings(TestChain chain) {
        return chain.check(Optional.empty(), Set.of(SIGNER.key()));
    }

    private static StoredRow withPayload(StoredRow row, String payload) {
        return new StoredRow(
                row.position(),
                row.stream(),
                row.sequence(),
                row.streamType(),
                row.eventId(),
                row.recordedAtMicros(),
                row.name(),
                row.revision(),
                payload,
                row.metadata());
    }

    private static StoredRow atPosition(StoredRow row, long position) {
        return new StoredRow(
                position,
                row.stream(),
                row.sequence(),
                row.streamType(),
                row.eventId(),
                row.recordedAtMicros(),
                row.name(),
                row.revision(),
                row.payload(),
                row.metadata());
    }
}
