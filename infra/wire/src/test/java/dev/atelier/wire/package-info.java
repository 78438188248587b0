@NullMarked
package dev.atelier.wire;

import org.jspecify.annotations.NullMarked;
