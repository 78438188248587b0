/**
 * The local issuer: people of this machine, their tokens in the shape of Keycloak's, and the grants that plugins use.
 * It is for the local run only and on no production class path.
 */
@NullMarked
package dev.atelier.allinone.issuer;

import org.jspecify.annotations.NullMarked;
