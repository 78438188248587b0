package dev.atelier.query.live;

import dev.atelier.contracts.user.UserId;
import dev.atelier.query.joblist.JobIndexes;

/** Whose jobs a feed tells of. */
sealed interface FeedTopic {
    /** One person's. */
    record OfOwner(UserId owner) implements FeedTopic {}

    /** Those of all people with this kind of identity, for their service. */
    record OfIdentities(String kind) implements FeedTopic {}

    /** The index of jobs by their newest change. */
    default String index() {
        return switch (this) {
            case OfOwner topic -> ChangeIndexes.ofOwner(topic.owner());
            case OfIdentities topic -> ChangeIndexes.ofIdentities(topic.kind());
        };
    }

    /** The index in which the jobs under way are found: of a person exactly, of a service among those changed last. */
    default String presentIndex() {
        return switch (this) {
            case OfOwner topic -> JobIndexes.active(topic.owner());
            case OfIdentities _ -> index();
        };
    }

    /** Who listens, to be counted together with their other streams. */
    default String listener() {
        return switch (this) {
            case OfOwner topic -> topic.owner().toString();
            case OfIdentities topic -> "service:" + topic.kind();
        };
    }
}
