/** The real rules of jobs, money and fulfilment together, in a world whose time, trouble and chance come from a seed. */
@NullMarked
package dev.atelier.allinone.simulation;

import org.jspecify.annotations.NullMarked;
