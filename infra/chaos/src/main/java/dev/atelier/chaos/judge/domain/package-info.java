/** The rules by which a log is judged. */
@NullMarked
package dev.atelier.chaos.judge.domain;

import org.jspecify.annotations.NullMarked;
