@NullMarked
package dev.atelier.emulators.runpod;

import org.jspecify.annotations.NullMarked;
