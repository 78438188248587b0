@NullMarked
package dev.atelier.gpu.storage;

import org.jspecify.annotations.NullMarked;
