@NullMarked
package dev.atelier.command.intake;

import org.jspecify.annotations.NullMarked;
