/** Pictures that people hand in, checked and cleaned before a job may name them. */
@NullMarked
package dev.atelier.contracts.upload;

import org.jspecify.annotations.NullMarked;
