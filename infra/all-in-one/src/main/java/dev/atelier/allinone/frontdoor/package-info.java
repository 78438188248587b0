/**
 * One address for everything: which deployable answers what, as data; a reverse proxy for the local run; and nginx's
 * file for production, made from the same data.
 */
@NullMarked
package dev.atelier.allinone.frontdoor;

import org.jspecify.annotations.NullMarked;
