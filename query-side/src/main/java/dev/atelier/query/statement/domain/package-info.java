/** Lines of a statement, one for each movement. */
@NullMarked
package dev.atelier.query.statement.domain;

import org.jspecify.annotations.NullMarked;
