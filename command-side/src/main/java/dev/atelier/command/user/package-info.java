/** People: registration, once per identity. */
@NullMarked
package dev.atelier.command.user;

import org.jspecify.annotations.NullMarked;
