@NullMarked
package dev.atelier.eventstore.proof.domain;

import org.jspecify.annotations.NullMarked;
