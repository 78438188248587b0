/** The rules of a person's credits: pure functions, no clock, no chance. */
@NullMarked
package dev.atelier.command.account.domain;

import org.jspecify.annotations.NullMarked;
