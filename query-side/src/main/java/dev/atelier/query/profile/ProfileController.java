package dev.atelier.query.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.contracts.user.UserId;
import dev.atelier.query.balance.Balances;
import dev.atelier.query.balance.domain.Balance;
import dev.atelier.query.profile.domain.Profile;
import dev.atelier.query.reading.Ids;
import dev.atelier.query.reading.Positions;
import dev.atelier.web.access.Caller;
import dev.atelier.web.problem.ProblemException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who a person is to us, with their balance. */
@RestController
final class ProfileController {
    private static final String TELEGRAM = "telegram";

    private final Profiles profiles;
    private final Balances balances;
    private final Positions positions;

    ProfileController(Profiles profiles, Balances balances, Positions positions) {
        this.profiles = profiles;
        this.balances = balances;
        this.positions = positions;
    }

    /**
     * A person.
     *
     * @param identities the kinds of identity that name them
     * @param balance credits that may be spent
     * @param held credits that are held for jobs
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProfileAnswer(
            String id,
            @Nullable String displayName,
            @Nullable String language,
            @Nullable Instant registeredAt,
            SortedSet<String> identities,
            long balance,
            long held) {}

    @GetMapping({"/api/users/me", "/api/users/by-telegram-id/{telegramId}"})
    ResponseEntity<ProfileAnswer> profile(
            @PathVariable Optional<String> telegramId, @RequestParam @Nullable String logPosition, Caller caller) {
        UserId person = telegramId
                .map(id -> caller.personKnownAs(TELEGRAM, id).orElseThrow(Ids::unknown))
                .orElseGet(caller::person);
        positions.await(logPosition, person.toString());
        Profile profile = profiles.find(person).orElseThrow(() -> ProblemException.of(ErrorCode.PROJECTION_BEHIND));
        Balance balance = balances.of(person);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore().cachePrivate())
                .body(new ProfileAnswer(
                        person.toString(),
                        profile.displayName(),
                        profile.language(),
                        profile.registeredAt(),
                        profile.identities(),
                        balance.available().amount(),
                        balance.held().amount()));
    }
}
