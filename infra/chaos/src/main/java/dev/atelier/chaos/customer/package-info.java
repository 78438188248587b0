/** People who order, cancel, repeat and retry, and write down what they were promised. */
@NullMarked
package dev.atelier.chaos.customer;

import org.jspecify.annotations.NullMarked;
