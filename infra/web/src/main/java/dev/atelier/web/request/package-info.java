/** Each request by itself: its id in the logs, and how large it may be. */
@NullMarked
package dev.atelier.web.request;

import org.jspecify.annotations.NullMarked;
