/** What the pools did lately and how much is under way. */
@NullMarked
package dev.atelier.query.queue.domain;

import org.jspecify.annotations.NullMarked;
