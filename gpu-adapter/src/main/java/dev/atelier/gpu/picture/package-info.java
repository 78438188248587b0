/** Reads picture files and copies them without anything that is not the picture. JDK only. */
@NullMarked
package dev.atelier.gpu.picture;

import org.jspecify.annotations.NullMarked;
