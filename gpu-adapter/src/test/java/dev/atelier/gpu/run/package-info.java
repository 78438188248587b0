@NullMarked
package dev.atelier.gpu.run;

import org.jspecify.annotations.NullMarked;
