@NullMarked
package dev.atelier.allinone;

import org.jspecify.annotations.NullMarked;
