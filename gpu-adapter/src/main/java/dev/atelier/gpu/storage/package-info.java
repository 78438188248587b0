/** The bucket: the job's pictures come from it, results go into it and are proven to be there. */
@NullMarked
package dev.atelier.gpu.storage;

import org.jspecify.annotations.NullMarked;
