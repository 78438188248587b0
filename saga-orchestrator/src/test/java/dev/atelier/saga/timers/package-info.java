@NullMarked
package dev.atelier.saga.timers;

import org.jspecify.annotations.NullMarked;
