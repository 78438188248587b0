/** The write side as a whole for its own tests: real servers, real HTTP. */
@NullMarked
package dev.atelier.command.testing;

import org.jspecify.annotations.NullMarked;
