@NullMarked
package dev.atelier.gpu.media;

import org.jspecify.annotations.NullMarked;
