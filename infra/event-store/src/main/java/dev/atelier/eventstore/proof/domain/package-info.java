/** What makes the log tamper-evident: leaves, Merkle trees, the chain of blocks, and what a stranger can check. */
@NullMarked
package dev.atelier.eventstore.proof.domain;

import org.jspecify.annotations.NullMarked;
