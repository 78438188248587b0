/** What a result may be, and how it is stripped of what its maker wrote into it besides. */
@NullMarked
package dev.atelier.gpu.media;

import org.jspecify.annotations.NullMarked;
