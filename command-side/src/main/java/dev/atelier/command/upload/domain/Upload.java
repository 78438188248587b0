package dev.atelier.command.upload.domain;

import dev.atelier.command.decision.Decision;
import dev.atelier.contracts.upload.Picture;
import dev.atelier.contracts.upload.UploadCommand.AcceptUpload;
import dev.atelier.contracts.upload.UploadEvent;
import dev.atelier.contracts.upload.UploadEvent.UploadAccepted;
import dev.atelier.contracts.user.UserId;

/** A picture that a person handed in: it is ready, or as good as not there. */
public sealed interface Upload {
    record NotThere() implements Upload {}

    record Ready(UserId owner, Picture picture) implements Upload {}

    /** The same bytes of the same person are the same upload, so accepting them again changes nothing. */
    default Decision<UploadEvent, Void> decide(AcceptUpload command) {
        return switch (this) {
            case NotThere _ ->
                Decision.events(new UploadAccepted(command.uploadId(), command.owner(), command.picture()));
            case Ready _ -> Decision.nothingToDo();
        };
    }

    /** The upload after one more event of its stream. */
    default Upload evolve(UploadEvent event) {
        return switch (event) {
            case UploadAccepted e -> new Ready(e.owner(), e.picture());
        };
    }
}
