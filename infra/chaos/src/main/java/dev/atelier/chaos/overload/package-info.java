/** More load than can be served, and what it costs. */
@NullMarked
package dev.atelier.chaos.overload;

import org.jspecify.annotations.NullMarked;
