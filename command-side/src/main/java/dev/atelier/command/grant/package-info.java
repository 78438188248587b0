/** What administrators do with somebody's credits, always with a reason. */
@NullMarked
package dev.atelier.command.grant;

import org.jspecify.annotations.NullMarked;
