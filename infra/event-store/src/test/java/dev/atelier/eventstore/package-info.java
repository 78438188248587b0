@NullMarked
package dev.atelier.eventstore;

import org.jspecify.annotations.NullMarked;
