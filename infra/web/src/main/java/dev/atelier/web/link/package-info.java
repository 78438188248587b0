/** The address under which clients know us, from which every link is built. */
@NullMarked
package dev.atelier.web.link;

import org.jspecify.annotations.NullMarked;
