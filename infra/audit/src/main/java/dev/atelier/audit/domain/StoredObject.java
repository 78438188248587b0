package dev.atelier.audit.domain;

import java.time.Instant;

/**
 * An object as a listing of the bucket has it.
 *
 * @param bytes its size
 * @param modifiedAt when it was stored last
 */
public record StoredObject(String key, long bytes, Instant modifiedAt) {}
