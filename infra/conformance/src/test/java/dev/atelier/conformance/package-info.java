@NullMarked
package dev.atelier.conformance;

import org.jspecify.annotations.NullMarked;
