@NullMarked
package dev.atelier.allinone.presets;

import org.jspecify.annotations.NullMarked;
