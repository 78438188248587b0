package dev.atelier.eventstore.proof.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.eventstore.proof.domain.InclusionProof.Flaw;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InclusionProofTest {
    private static final HeadSigner SIGNER = TestChain.signer(1);

    private static IntStream sizes() {
        return IntStream.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 31, 32, 33);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void every_event_of_a_block_is_proven_and_no_changed_one(int size) {
        TestChain chain = new TestChain(size);
        chain.seal(size, SIGNER);
        SealedBlock block = chain.blocks.getFirst();

        for (StoredRow row : chain.rows) {
            InclusionProof proof = block.prove(row);
            assertThat(proof.flaw()).isEmpty();
            StoredRow other = TestChain.row(chain.random, row.position());
            assertThat(new InclusionProof(other, proof.nonce(), proof.index(), proof.path(), proof.head()).flaw())
                    .contains(Flaw.NOT_IN_THE_BLOCK);
            assertThat(new InclusionProof(row, chain.nonce(), proof.index(), proof.path(), proof.head()).flaw())
                    .contains(Flaw.NOT_IN_THE_BLOCK);
        }
    }

    @Test
    void a_head_that_the_key_has_not_signed_proves_nothing() {
        TestChain chain = TestChain.of(1, 1, 9, SIGNER);
        InclusionProof proof = chain.blocks.getFirst().prove(chain.rows.getFirst());
        SignedHead forged = new SignedHead(
                proof.head().block(), TestChain.signer(2).key(), proof.head().signature());

        assertThat(new InclusionProof(proof.row(), proof.nonce(), proof.index(), proof.path(), forged).flaw())
                .contains(Flaw.NOT_SIGNED);
    }

    /** A neighbour's row may be easy to guess; without its nonce the guess cannot be checked. */
    @Test
    void a_proof_has_nothing_by_which_a_guessed_neighbour_could_be_recognised() {
        TestChain chain = new TestChain(3);
        chain.seal(2, SIGNER);
        SealedBlock block = chain.blocks.getFirst();
        StoredRow neighbour = chain.rows.get(1);
        InclusionProof proof = block.prove(chain.rows.getFirst());

        Nonce neighboursNonce = block.events().get(1).nonce();
        assertThat(proof.path()).containsExactly(neighbour.leaf(neighboursNonce));
        assertThat(neighbour.leaf(proof.nonce())).isNotIn(proof.path());
        assertThat(proof.nonce()).isNotEqualTo(neighboursNonce);
    }

    @Test
    void an_event_of_another_block_is_not_proven_by_this_one() {
        TestChain chain = TestChain.of(2, 2, 3, SIGNER);
        List<StoredRow> rows = new ArrayList<>(chain.rows);

        assertThatThrownBy(() -> chain.blocks.getFirst().prove(rows.getLast()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not in block 1");
    }
}
