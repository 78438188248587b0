package dev.atelier.query.queue.domain;

/** How many jobs a person has in a pool's line. */
public record OwnLine(int waiting) {}
