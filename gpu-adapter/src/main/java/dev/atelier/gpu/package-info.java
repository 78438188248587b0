/** The GPU adapter: runs orders on a back end and stores what comes out. It has no database. */
@NullMarked
package dev.atelier.gpu;

import org.jspecify.annotations.NullMarked;
