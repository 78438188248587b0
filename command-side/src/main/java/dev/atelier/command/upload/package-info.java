/** Pictures that people hand in: checked, cleaned, stored. */
@NullMarked
package dev.atelier.command.upload;

import org.jspecify.annotations.NullMarked;
