/** Builds the read models again beside those that are read, at an administrator's request. */
@NullMarked
package dev.atelier.query.replay;

import org.jspecify.annotations.NullMarked;
