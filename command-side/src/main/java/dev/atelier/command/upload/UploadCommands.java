package dev.atelier.command.upload;

import dev.atelier.command.decision.Decision;
import dev.atelier.command.stream.Roots;
import dev.atelier.contracts.upload.UploadCommand.AcceptUpload;
import dev.atelier.contracts.upload.UploadEvent;
import org.axonframework.commandhandling.CommandHandler;

/** Remembers that a picture was checked, cleaned and stored. */
class UploadCommands {
    private final Roots<UploadAggregate> uploads;

    UploadCommands(Roots<UploadAggregate> uploads) {
        this.uploads = uploads;
    }

    @CommandHandler
    Decision<UploadEvent, Void> on(AcceptUpload command) {
        return uploads.with(command.uploadId(), upload -> upload.accept(command));
    }
}
