/** What is known of one job, folded from its stream. */
@NullMarked
package dev.atelier.query.jobview.domain;

import org.jspecify.annotations.NullMarked;
