/** Links to results in S3. */
@NullMarked
package dev.atelier.query.links;

import org.jspecify.annotations.NullMarked;
