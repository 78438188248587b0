package dev.atelier.query.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.atelier.contracts.user.UserId;
import dev.atelier.query.live.LiveSettings;
import dev.atelier.web.access.AccessSettings;
import dev.atelier.web.access.Caller;
import dev.atelier.web.access.Role;
import dev.atelier.web.link.PublicAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Settings for clients, and whose token it is. */
@RestController
final class ClientController {
    private final ClientSettings settings;
    private final AccessSettings access;
    private final LiveSettings live;
    private final PublicAddress address;

    ClientController(ClientSettings settings, AccessSettings access, LiveSettings live, PublicAddress address) {
        this.settings = settings;
        this.access = access;
        this.live = live;
        this.address = address;
    }

    /**
     * What a client is told before it signs in.
     *
     * @param oldestPlugin the oldest version that still works
     */
    record Config(
            String issuer,
            String clientId,
            String audience,
            String backendUrl,
            List<String> languages,
            Limits limits,
            String oldestPlugin) {}

    record Limits(
            long pictureBytesMax,
            long pixelsMax,
            int jobsInFlightMax,
            int pageMax,
            int waitSecondsMax,
            int streamsMax) {}

    /**
     * Whose token it is.
     *
     * @param userId the registered person whose affairs a request with these headers is about
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Validation(
            boolean active,
            String subject,
            List<String> roles,
            @Nullable String userId,
            @Nullable Instant expiresAt) {}

    @GetMapping("/api/config")
    ResponseEntity<Config> config() {
        Limits limits = new Limits(
                settings.pictureMax().toBytes(),
                settings.pixelsMax(),
                settings.jobsInFlightMax(),
                100,
                30,
                live.streamsMax());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)))
                .body(new Config(
                        access.issuer(),
                        settings.clientId(),
                        access.audience(),
                        address.link(""),
                        List.of("en", "ru"),
                        limits,
                        settings.oldestPlugin()));
    }

    @GetMapping("/auth/validate")
    ResponseEntity<Validation> validate(Caller caller, @AuthenticationPrincipal Jwt token) {
        Optional<UserId> person =
                caller.is(Role.USER) || caller.namesSomebody() ? caller.registered() : Optional.empty();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Validation(
                        true,
                        Objects.requireNonNull(token.getSubject(), "a token without sub is refused before"),
                        Arrays.stream(Role.values())
                                .filter(caller::is)
                                .map(Role::word)
                                .toList(),
                        person.map(UserId::toString).orElse(null),
                        token.getExpiresAt()));
    }

    /** For nginx's {@code auth_request}: a bad token was refused before it came here. */
    @GetMapping("/auth/check")
    ResponseEntity<Void> check() {
        return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
    }
}
