/**
 * The one auditor: recomputes the money and the end of every job from the log, and knows none of the rules that led
 * there. Pure; whoever has the log reads it in.
 */
@NullMarked
package dev.atelier.audit.domain;

import org.jspecify.annotations.NullMarked;
