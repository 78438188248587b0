/** The rules of what can be asked for: definitions, their revisions, and values within their limits. */
@NullMarked
package dev.atelier.command.preset.domain;

import org.jspecify.annotations.NullMarked;
