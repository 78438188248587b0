@NullMarked
package dev.atelier.gpu.picture;

import org.jspecify.annotations.NullMarked;
