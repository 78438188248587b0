package dev.atelier.audit.domain;

import dev.atelier.contracts.account.AccountId;

/**
 * An account as its events make it.
 *
 * @param events of its stream
 * @param available credits
 * @param held credits
 */
public record AuditedAccount(AccountId id, long events, long available, long held) {}
