/** Answers to what cannot be done: RFC 9457 bodies from the catalogue of contracts. */
@NullMarked
package dev.atelier.web.problem;

import org.jspecify.annotations.NullMarked;
