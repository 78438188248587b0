/** Logs that are right, and logs that are broken on purpose. */
@NullMarked
package dev.atelier.audit.domain;

import org.jspecify.annotations.NullMarked;
