package dev.atelier.audit.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the log, as the auditor takes it.
 *
 * @param position place in the whole log; grows
 * @param stream whose story it belongs to
 * @param sequence place in its stream, from 0 without gaps
 * @param recordedAt when it was stored; never decreases with position
 * @param event the event of the contracts; null when nobody can read it
 */
public record Entry(
        long position,
        String stream,
        long sequence,
        Instant recordedAt,
        @Nullable Object event) {}
