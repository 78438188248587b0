/** The rules of what counts as a picture that a job may name. */
@NullMarked
package dev.atelier.command.upload.domain;

import org.jspecify.annotations.NullMarked;
