/** Everything that runs, and can be struck: servers, emulators, deployables, and the links between them. */
@NullMarked
package dev.atelier.chaos.stage;

import org.jspecify.annotations.NullMarked;
