/** Every movement of a person's credits, with its cause. */
@NullMarked
package dev.atelier.query.statement;

import org.jspecify.annotations.NullMarked;
