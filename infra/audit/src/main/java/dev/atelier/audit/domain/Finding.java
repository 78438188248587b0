package dev.atelier.audit.domain;

/**
 * Something that does not hold.
 *
 * @param subject whom it is about: a stream, or the key of an object
 * @param position of the event where it was noticed; 0 when it was noticed at no event
 * @param expected what would have been right, in the auditor's words: ids and numbers, nothing that a person wrote
 * @param found what is there instead
 */
public record Finding(Rule rule, String subject, long position, String expected, String found) {}
