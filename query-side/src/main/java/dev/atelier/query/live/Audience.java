package dev.atelier.query.live;

import dev.atelier.contracts.user.UserId;
import java.util.Set;

/**
 * Who may hear of a job.
 *
 * @param identities the kinds of identity its owner has: services hear of all people of their kind
 */
record Audience(UserId owner, Set<String> identities) {}
