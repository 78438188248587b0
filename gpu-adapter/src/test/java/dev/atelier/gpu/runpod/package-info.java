@NullMarked
package dev.atelier.gpu.runpod;

import org.jspecify.annotations.NullMarked;
