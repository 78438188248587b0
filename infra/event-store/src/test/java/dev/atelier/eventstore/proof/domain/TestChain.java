package dev.atelier.eventstore.proof.domain;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** A small log with its blocks in memory, made from a seed. */
public final class TestChain {
    final Random random;
    final List<StoredRow> rows = new ArrayList<>();
    final List<SealedBlock> blocks = new ArrayList<>();

    TestChain(long seed) {
        random = new Random(seed);
    }

    static TestChain of(long seed, int blocks, int eventsMax, HeadSigner signer) {
        TestChain chain = new TestChain(seed);
        for (int i = 0; i < blocks; i++) {
            chain.seal(1 + chain.random.nextInt(eventsMax), signer);
        }
        return chain;
    }

    void seal(int events, HeadSigner signer) {
        List<StoredRow> next = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            long before = rows.isEmpty() ? 0 : rows.getLast().position();
            StoredRow row = row(random, before + 1 + random.nextInt(3));
            rows.add(row);
            next.add(row);
        }
        Hash previous = blocks.isEmpty() ? Hash.ZERO : blocks.getLast().block().hash();
        List<Nonce> nonces = Stream.generate(this::nonce).limit(events).toList();
        blocks.add(SealedBlock.seal(blocks.size() + 1, previous, next, nonces, 1_700_000_000_000_000L, signer));
    }

    Nonce nonce() {
        byte[] bytes = new byte[Nonce.BYTES];
        random.nextBytes(bytes);
        return Nonce.of(bytes);
    }

    List<Finding> check(Optional<SignedHead> kept, Set<HeadKey> known) {
        ChainCheck check = new ChainCheck(kept, known);
        long after = Long.MIN_VALUE;
        for (SealedBlock block : blocks) {
            long from = after;
            long to = block.block().lastPosition();
            check.next(
                    block,
                    rows.stream()
                            .filter(row -> row.position() > from && row.position() <= to)
                            .toList());
            after = to;
        }
        return check.end();
    }

    public static StoredRow row(Random random, long position) {
        String stream = "job-" + new UUID(random.nextLong(), random.nextLong());
        return new StoredRow(
                position,
                stream,
                random.nextInt(5),
                "job",
                new UUID(random.nextLong(), random.nextLong()),
                1_700_000_000_000_000L + position,
                "job-queued",
                1,
                "{\"attempt\":" + random.nextInt(9) + "}",
                "{\"actor\":\"тест\"}");
    }

    /** The same key for the same seed. */
    public static HeadSigner signer(long seed) {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(seed);
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, random);
            KeyPair pair = generator.generateKeyPair();
            return new HeadSigner(pair.getPrivate(), HeadKey.of(pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
