@NullMarked
package dev.atelier.saga.runs;

import org.jspecify.annotations.NullMarked;
