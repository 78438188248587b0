package dev.atelier.audit.domain;

import java.time.Duration;

/**
 * When waiting becomes a finding.
 *
 * @param settling how long after a job's end its hold may be open
 * @param living how long a job may live
 */
public record AuditLimits(Duration settling, Duration living) {
    /** Ten minutes (money is asked for again every minute) and a day. */
    public static final AuditLimits DEFAULTS = new AuditLimits(Duration.ofMinutes(10), Duration.ofDays(1));
}
