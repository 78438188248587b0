/** For tests of everything that checks tokens; the deployables use it as a test-jar. */
@NullMarked
package dev.atelier.web.testing;

import org.jspecify.annotations.NullMarked;
