/** A person's credits, folded from the account's stream. */
@NullMarked
package dev.atelier.query.balance.domain;

import org.jspecify.annotations.NullMarked;
