/** A person's credits: commands, events and the ids of what may happen once. */
@NullMarked
package dev.atelier.contracts.account;

import org.jspecify.annotations.NullMarked;
