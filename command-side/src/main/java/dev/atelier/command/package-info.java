/** The write side: decides what happens, and appends it to the log. */
@NullMarked
package dev.atelier.command;

import org.jspecify.annotations.NullMarked;
