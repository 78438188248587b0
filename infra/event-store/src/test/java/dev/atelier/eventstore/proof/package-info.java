@NullMarked
package dev.atelier.eventstore.proof;

import org.jspecify.annotations.NullMarked;
