package dev.atelier.command.user;

import dev.atelier.contracts.user.IdentityId;
import dev.atelier.eventstore.Identities;
import dev.atelier.web.access.Caller;
import dev.atelier.web.access.ExternalIdentity;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Erases whoever asks, or whom their service names. Who is not known (any more) is erased already. */
@RestController
class ErasureController {
    private final ErasureDesk desk;
    private final Identities identities;

    ErasureController(ErasureDesk desk, Identities identities) {
        this.desk = desk;
        this.identities = identities;
    }

    @DeleteMapping("/api/users/me")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void erase(Caller caller) {
        ExternalIdentity external = caller.identity();
        IdentityId identity = identities.id(external.kind(), external.issuer(), external.subject());
        identities
                .read(identity)
                .ifPresent(person -> desk.erase(person, identity, caller.metadata(person, caller.requestId())));
    }
}
