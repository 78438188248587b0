/** From POST to a read model that says succeeded, with a back end that takes no time. */
@NullMarked
package dev.atelier.bench.endtoend;

import org.jspecify.annotations.NullMarked;
