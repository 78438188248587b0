/** Tests. */
@NullMarked
package dev.atelier.chaos.judge.domain;

import org.jspecify.annotations.NullMarked;
