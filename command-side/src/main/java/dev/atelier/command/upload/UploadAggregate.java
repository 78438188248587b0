package dev.atelier.command.upload;

import dev.atelier.command.decision.Decision;
import dev.atelier.command.upload.domain.Upload;
import dev.atelier.contracts.upload.UploadCommand.AcceptUpload;
import dev.atelier.contracts.upload.UploadEvent;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.jspecify.annotations.Nullable;

/** Axon's view of an upload: the rule is in {@link Upload}. */
@AggregateRoot(type = "upload")
class UploadAggregate {
    @AggregateIdentifier
    private @Nullable String id;

    private Upload upload = new Upload.NotThere();

    Decision<UploadEvent, Void> accept(AcceptUpload command) {
        Decision<UploadEvent, Void> decision = upload.decide(command);
        decision.events().forEach(AggregateLifecycle::apply);
        return decision;
    }

    @EventSourcingHandler
    void on(UploadEvent event) {
        id = event.uploadId().toString();
        upload = upload.evolve(event);
    }
}
