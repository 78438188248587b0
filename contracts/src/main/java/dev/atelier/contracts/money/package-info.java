/** Credits, and the double-entry postings that every money event stands for. */
@NullMarked
package dev.atelier.contracts.money;

import org.jspecify.annotations.NullMarked;
