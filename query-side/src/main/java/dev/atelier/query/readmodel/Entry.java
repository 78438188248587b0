package dev.atelier.query.readmodel;

/** A member of an index; the score, a position of the log, is its place. */
public record Entry(String member, long score) {}
