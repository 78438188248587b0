/** Objects in S3 as the write side uses them: what people hand in, and proof that results are there. */
@NullMarked
package dev.atelier.command.storage;

import org.jspecify.annotations.NullMarked;
