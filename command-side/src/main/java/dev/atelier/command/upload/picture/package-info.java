/**
 * What a person hands in becomes a clean picture: measured before it is decoded, decoded whole, upright, without
 * metadata but the colour profile, stored as PNG (W3C PNG specification, third edition).
 */
@NullMarked
package dev.atelier.command.upload.picture;

import org.jspecify.annotations.NullMarked;
