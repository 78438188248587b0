package dev.atelier.allinone.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.atelier.web.access.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/**
 * Tokens for whoever may read the data folder, which is the owner of the machine's account: the only way to a token of
 * an administrator or of a service. Works whether the local run is up or not.
 */
public final class LocalTokens {
    /** Long enough for a day at the machine. */
    public static final Duration LIFETIME = Duration.ofHours(12);

    private static final String COMMAND_LINE = "atelier-cli";

    private final Path folder;
    private final String issuer;

    /**
     * @param folder the issuer's folder within the data
     * @param issuer the issuer's address, exactly as the deployables know it
     */
    public LocalTokens(Path folder, String issuer) {
        this.folder = folder;
        this.issuer = issuer;
    }

    /**
     * A signed token.
     *
     * @param name of a person: their account's name, made if there is none; of a service: its client id, such as
     *     {@code telegram-bot}; of an administrator: how the log shall remember them
     */
    public String mint(Role role, String name) {
        return switch (role) {
            case USER -> forPerson(name);
            case SERVICE -> sign(role, name, name, name);
            case ADMIN -> sign(role, name, name, COMMAND_LINE);
        };
    }

    private String forPerson(String typed) {
        String name = LocalPeople.normalise(typed);
        LocalPeople people = new LocalPeople(folder);
        LocalPerson person = people.find(name)
                .or(() -> people.create(name, ""))
                .or(() -> people.find(name)) // made by somebody else just now
                .orElseThrow();
        return sign(Role.USER, person.subject(), person.name(), COMMAND_LINE);
    }

    private String sign(Role role, String subject, String username, String clientId) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject)
                .audience(KeycloakClaims.AUDIENCE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .jwtID(UUID.randomUUID().toString());
        KeycloakClaims.of(role, username, clientId).forEach(claims::claim);
        return sign(claims.build());
    }

    private String sign(JWTClaimsSet claims) {
        RSAKey key = SigningKey.in(folder);
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.getKeyID())
                .type(JOSEObjectType.JWT)
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("a token cannot be signed", e);
        }
        return token.serialize();
    }
}
