package dev.atelier.command.user;

import dev.atelier.command.account.Balances;
import dev.atelier.command.request.Texts;
import dev.atelier.command.stream.Submission;
import dev.atelier.command.user.Registrar.Registered;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.user.IdentityId;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.user.UserCommand.RegisterUser;
import dev.atelier.contracts.user.UserId;
import dev.atelier.eventstore.Identities;
import dev.atelier.eventstore.LogReader;
import dev.atelier.eventstore.PersonalTexts;
import dev.atelier.web.LogPosition;
import dev.atelier.web.access.Caller;
import dev.atelier.web.access.ExternalIdentity;
import dev.atelier.web.problem.Languages;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Registers whoever asks, or whom a service names. Registering twice is one person: 201 first, 200 after that. */
@RestController
class UserController {
    private static final int NAME_CHARACTERS_MAX = 100;

    /** @param displayName what the person wants to be called; kept sealed */
    record RegistrationRequest(
            @Nullable String displayName, @Nullable String language) {}

    record RegistrationAnswer(String id, String accountId, boolean created, long balance, String logPosition) {}

    private final Submission submission;
    private final Identities identities;
    private final PersonalTexts texts;
    private final Balances balances;
    private final UserSettings settings;
    private final LogReader log;

    UserController(
            Submission submission,
            Identities identities,
            PersonalTexts texts,
            Balances balances,
            UserSettings settings,
            LogReader log) {
        this.submission = submission;
        this.identities = identities;
        this.texts = texts;
        this.balances = balances;
        this.settings = settings;
        this.log = log;
    }

    @PostMapping({"/api/users", "/api/users/register"})
    ResponseEntity<RegistrationAnswer> register(
            Caller caller,
            @RequestBody(required = false) @Nullable RegistrationRequest body,
            @RequestHeader(name = "Accept-Language", required = false) @Nullable String acceptLanguage) {
        ExternalIdentity external = caller.identity();
        IdentityId identity = identities.id(external.kind(), external.issuer(), external.subject());
        RegistrationRequest request = body == null ? new RegistrationRequest(null, null) : body;
        Optional<UserId> known = identities.read(identity);
        if (known.isPresent()) {
            return answer(new Registered(known.get(), false), log.headPosition());
        }
        // Always a new id: whom the identity named a moment ago may have been erased, and is never made again.
        UserId userId = new UserId(UUID.randomUUID());
        Submission.Outcome<Registered> outcome = submission.send(
                command(userId, identity, request, acceptLanguage),
                caller.metadata(userId, caller.requestId()),
                Registered.class);
        return answer(outcome.result(), outcome.position());
    }

    private ResponseEntity<RegistrationAnswer> answer(Registered registered, long position) {
        AccountId account = AccountId.of(registered.userId());
        return ResponseEntity.status(registered.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(new RegistrationAnswer(
                        registered.userId().toString(),
                        account.toString(),
                        registered.created(),
                        balances.of(account).balance().amount(),
                        LogPosition.encode(position)));
    }

    private RegisterUser command(
            UserId userId, IdentityId identity, RegistrationRequest request, @Nullable String acceptLanguage) {
        String name = Texts.bounded("/displayName", request.displayName(), NAME_CHARACTERS_MAX);
        PersonalText sealed = name == null ? null : texts.seal(userId, name);
        String language = Languages.best(request.language() == null ? acceptLanguage : request.language());
        return new RegisterUser(userId, identity, sealed, language, settings.welcome());
    }
}
