package dev.atelier.contracts.upload;

import dev.atelier.contracts.user.UserId;

/** What happened to an upload. Stored for ever. */
public sealed interface UploadEvent {
    UploadId uploadId();

    /** Ready: jobs of its owner may name it. */
    record UploadAccepted(UploadId uploadId, UserId owner, Picture picture) implements UploadEvent {}
}
