@NullMarked
package dev.atelier.command.upload.picture;

import org.jspecify.annotations.NullMarked;
