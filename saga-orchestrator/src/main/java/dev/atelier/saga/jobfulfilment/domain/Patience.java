package dev.atelier.saga.jobfulfilment.domain;

import java.time.Duration;

/**
 * How long the process waits for others before it acts.
 *
 * @param heartbeats how long a worker may be silent: the heartbeats missed times their interval
 * @param cancelAnswer how long a worker may take to say that it stopped
 * @param settlement after what time the settling command is sent once more
 */
public record Patience(Duration heartbeats, Duration cancelAnswer, Duration settlement) {}
