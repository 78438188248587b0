/** What several write routes read from a request's headers. */
@NullMarked
package dev.atelier.command.request;

import org.jspecify.annotations.NullMarked;
