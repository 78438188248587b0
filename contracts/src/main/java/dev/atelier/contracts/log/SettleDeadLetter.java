package dev.atelier.contracts.log;

/** Has written down what an administrator decides about a dead letter, before it is done; never taken from RabbitMQ. */
public record SettleDeadLetter(DeadLetterSettled decision) {}
