/** How read models are kept in Redis together with the position of the log up to which they tell the story. */
@NullMarked
package dev.atelier.query.readmodel;

import org.jspecify.annotations.NullMarked;
