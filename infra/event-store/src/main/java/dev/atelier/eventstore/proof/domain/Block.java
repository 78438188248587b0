package dev.atelier.eventstore.proof.domain;

import java.nio.ByteBuffer;

/**
 * What a block says of its events and of all before them.
 *
 * @param number from 1 without gaps
 * @param firstPosition of its first event
 * @param lastPosition of its last event
 * @param events how many it has
 * @param sealedAtMicros microseconds since 1970, UTC
 * @param root of the Merkle tree over the events' leaves, in the order of their positions
 * @param previous hash of the block before, {@link Hash#ZERO} for the first
 */
public record Block(
        long number,
        long firstPosition,
        long lastPosition,
        long events,
        long sealedAtMicros,
        Hash root,
        Hash previous) {
    private static final byte BLOCK = 0x02;

    /**
     * {@code SHA-256(0x02 ‖ number ‖ firstPosition ‖ lastPosition ‖ events ‖ sealedAtMicros ‖ root ‖ previous)}, numbers
     * as 8 bytes, big-endian.
     */
    public Hash hash() {
        byte[] numbers = ByteBuffer.allocate(5 * Long.BYTES)
                .putLong(number)
                .putLong(firstPosition)
                .putLong(lastPosition)
                .putLong(events)
                .putLong(sealedAtMicros)
                .array();
        return Hash.over(BLOCK, numbers, root.bytes(), previous.bytes());
    }
}
