/** One job as its owner sees it: status, long poll, links. */
@NullMarked
package dev.atelier.query.jobview;

import org.jspecify.annotations.NullMarked;
