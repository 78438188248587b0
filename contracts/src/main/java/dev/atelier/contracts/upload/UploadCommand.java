package dev.atelier.contracts.upload;

import dev.atelier.contracts.user.UserId;

/** What can be asked of an upload. */
public sealed interface UploadCommand {
    UploadId uploadId();

    /** The picture was checked, cleaned and stored; repeating it changes nothing. */
    record AcceptUpload(UploadId uploadId, UserId owner, Picture picture) implements UploadCommand {}
}
