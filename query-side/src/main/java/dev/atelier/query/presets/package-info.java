/** What can be asked for. */
@NullMarked
package dev.atelier.query.presets;

import org.jspecify.annotations.NullMarked;
