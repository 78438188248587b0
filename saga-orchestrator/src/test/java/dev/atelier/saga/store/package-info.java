@NullMarked
package dev.atelier.saga.store;

import org.jspecify.annotations.NullMarked;
