/** Breaks the product on purpose: these configurations stand on a deployable's class path only where ./chaos puts them there. */
@NullMarked
package dev.atelier.chaos.plant;

import org.jspecify.annotations.NullMarked;
