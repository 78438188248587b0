/** What a client needs to know before it can ask for anything: settings, and whose token it holds. */
@NullMarked
package dev.atelier.query.client;

import org.jspecify.annotations.NullMarked;
