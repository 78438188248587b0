@NullMarked
package dev.atelier.gpu;

import org.jspecify.annotations.NullMarked;
