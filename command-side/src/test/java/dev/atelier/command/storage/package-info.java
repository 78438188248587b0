/** The bucket against a real S3. */
@NullMarked
package dev.atelier.command.storage;

import org.jspecify.annotations.NullMarked;
