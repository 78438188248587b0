/** Servers for the tests of every module. */
@NullMarked
package dev.atelier.servers.testing;

import org.jspecify.annotations.NullMarked;
