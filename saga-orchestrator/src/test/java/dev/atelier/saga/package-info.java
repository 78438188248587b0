@NullMarked
package dev.atelier.saga;

import org.jspecify.annotations.NullMarked;
