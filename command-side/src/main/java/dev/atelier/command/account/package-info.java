/** Accounts: the shells around the rules of money. */
@NullMarked
package dev.atelier.command.account;

import org.jspecify.annotations.NullMarked;
