package dev.atelier.contracts.job;

/** What is made; it decides the pool and the default time limits. */
public enum JobKind {
    IMAGE,
    QUOTE_CARD,
    VIDEO,
    BOOK,
    BOOK_LARGE
}
