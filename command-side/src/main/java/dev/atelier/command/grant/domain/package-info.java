/** The rules of what an administrator may do with somebody's credits. */
@NullMarked
package dev.atelier.command.grant.domain;

import org.jspecify.annotations.NullMarked;
