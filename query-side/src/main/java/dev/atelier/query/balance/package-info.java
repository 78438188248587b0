/** A person's credits. */
@NullMarked
package dev.atelier.query.balance;

import org.jspecify.annotations.NullMarked;
