/** Checks and cleans pictures before anything leaves for a GPU: upright, 8 bit, no metadata but the colour profile. */
@NullMarked
package dev.atelier.command.upload.picture;

import org.jspecify.annotations.NullMarked;
