/** Who asks: bearer tokens, roles, and the person a service speaks for. */
@NullMarked
package dev.atelier.web.access;

import org.jspecify.annotations.NullMarked;
