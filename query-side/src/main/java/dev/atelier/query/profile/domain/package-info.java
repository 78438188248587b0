/** A person, folded from their stream and those of their identities. */
@NullMarked
package dev.atelier.query.profile.domain;

import org.jspecify.annotations.NullMarked;
