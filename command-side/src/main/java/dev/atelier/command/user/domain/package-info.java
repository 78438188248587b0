/** The rules of who is known under which identity. */
@NullMarked
package dev.atelier.command.user.domain;

import org.jspecify.annotations.NullMarked;
