package dev.atelier.eventstore.proof.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Merkle tree of RFC 6962, section 2.1, over leaves that are hashes already: a node is
 * {@code SHA-256(0x01 ‖ left ‖ right)}, and the left side of a tree is the largest power of two that is smaller than it.
 */
public final class MerkleTree {
    private static final byte NODE = 0x01;

    private MerkleTree() {}

    /** The root over at least one leaf. */
    public static Hash root(List<Hash> leaves) {
        if (leaves.isEmpty()) {
            throw new IllegalArgumentException("a tree has at least one leaf");
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int split = split(leaves.size());
        return node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }

    /** The siblings on the way from a leaf up to the root, the leaf's own first. */
    public static List<Hash> path(List<Hash> leaves, int index) {
        if (index < 0 || index >= leaves.size()) {
            throw new IllegalArgumentException("no leaf " + index + " among " + leaves.size());
        }
        List<Hash> path = new ArrayList<>();
        List<Hash> tree = leaves;
        int place = index;
        while (tree.size() > 1) {
            int split = split(tree.size());
            List<Hash> left = tree.subList(0, split);
            List<Hash> right = tree.subList(split, tree.size());
            boolean onTheLeft = place < split;
            path.addFirst(root(onTheLeft ? right : left));
            tree = onTheLeft ? left : right;
            place = onTheLeft ? place : place - split;
        }
        return path;
    }

    /**
     * The root that a leaf and its path lead to, by the algorithm of RFC 9162, section 2.1.3.2; empty when the path does
     * not fit a tree of this size.
     */
    public static Optional<Hash> rootOf(Hash leaf, long index, long size, List<Hash> path) {
        if (index < 0 || index >= size) {
            return Optional.empty();
        }
        long place = index;
        long last = size - 1;
        Hash root = leaf;
        for (Hash sibling : path) {
            if (last == 0) {
                return Optional.empty();
            }
            if ((place & 1) == 1 || place == last) {
                root = node(sibling, root);
                while ((place & 1) == 0 && place != 0) {
                    place >>= 1;
                    last >>= 1;
                }
            } else {
                root = node(root, sibling);
            }
            place >>= 1;
            last >>= 1;
        }
        return last == 0 ? Optional.of(root) : Optional.empty();
    }

    private static Hash node(Hash left, Hash right) {
        return Hash.over(NODE, left.bytes(), right.bytes());
    }

    private static int split(int size) {
        return Integer.highestOneBit(size - 1);
    }
}
