package dev.atelier.eventstore.proof.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MerkleTreeTest {
    private static IntStream sizes() {
        return IntStream.concat(IntStream.rangeClosed(1, 40), IntStream.of(63, 64, 65, 100));
    }

    /** Level by level: pairs are joined, and one that is left over moves up as it is. */
    @ParameterizedTest
    @MethodSource("sizes")
    void the_root_is_the_one_that_pairing_gives(int size) {
        List<Hash> level = leaves(size);
        while (level.size() > 1) {
            List<Hash> above = new ArrayList<>();
            for (int i = 0; i + 1 < level.size(); i += 2) {
                above.add(Hash.over(
                        (byte) 1, level.get(i).bytes(), level.get(i + 1).bytes()));
            }
            if (level.size() % 2 == 1) {
                above.add(level.getLast());
            }
            level = above;
        }

        assertThat(MerkleTree.root(leaves(size))).isEqualTo(level.getFirst());
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void every_leafs_path_leads_to_the_root_and_no_others_does(int size) {
        List<Hash> leaves = leaves(size);
        Hash root = MerkleTree.root(leaves);
        for (int index = 0; index < size; index++) {
            List<Hash> path = MerkleTree.path(leaves, index);
            assertThat(MerkleTree.rootOf(leaves.get(index), index, size, path)).contains(root);
            for (int other = 0; other < size; other++) {
                boolean same = other == index;
                assertThat(MerkleTree.rootOf(leaves.get(other), index, size, path)
                                .equals(java.util.Optional.of(root)))
                        .isEqualTo(same);
                assertThat(MerkleTree.rootOf(leaves.get(index), other, size, path)
                                .equals(java.util.Optional.of(root)))
                        .isEqualTo(same);
            }
        }
    }

    @Test
    void a_path_that_is_too_long_or_too_short_leads_nowhere() {
        List<Hash> leaves = leaves(13);
        List<Hash> path = MerkleTree.path(leaves, 5);
        List<Hash> longer = new ArrayList<>(path);
        longer.add(Hash.ZERO);

        assertThat(MerkleTree.rootOf(leaves.get(5), 5, 13, longer)).isEmpty();
        assertThat(MerkleTree.rootOf(leaves.get(5), 5, 13, path.subList(0, path.size() - 1)))
                .isEmpty();
        assertThat(MerkleTree.rootOf(leaves.get(5), 13, 13, path)).isEmpty();
        assertThat(MerkleTree.rootOf(leaves.get(5), -1, 13, path)).isEmpty();
    }

    private static List<Hash> leaves(int size) {
        return LongStream.range(0, size)
                .mapToObj(i ->
                        Hash.over((byte) 0, ByteBuffer.allocate(8).putLong(i).array()))
                .toList();
    }
}
