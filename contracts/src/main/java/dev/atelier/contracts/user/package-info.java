/** People: opaque ids, the identities that name them, and the text they wrote. */
@NullMarked
package dev.atelier.contracts.user;

import org.jspecify.annotations.NullMarked;
