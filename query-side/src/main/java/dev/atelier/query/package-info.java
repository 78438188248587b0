/** Remembers: folds the log into read models and answers who asks. */
@NullMarked
package dev.atelier.query;

import org.jspecify.annotations.NullMarked;
