package dev.atelier.web.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.atelier.web.access.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * An issuer of tokens for a test: a key, and its public half on loopback. Give a deployable {@link #settings()} and it
 * believes {@link #token}.
 */
public final class TestIssuer implements AutoCloseable {
    private final RSAKey key;
    private final HttpServer server;

    public TestIssuer() {
        try {
            key = new RSAKeyGenerator(2048).keyID("test").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (JOSEException | IOException e) {
            throw new IllegalStateException("the test's issuer does not start", e);
        }
        byte[] keys = new JWKSet(key).toPublicJWKSet().toString().getBytes(UTF_8);
        server.createContext("/keys", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The Spring properties under which a deployable believes these tokens. */
    public Map<String, String> settings() {
        return Map.of("atelier.access.issuer", issuer(), "atelier.access.jwk-set-uri", issuer() + "/keys");
    }

    /** A good token of an hour. @param subject {@code sub}; for a service also its client id */
    public String token(String subject, Role... roles) {
        return sign(claims(subject, roles).build());
    }

    /** What {@link #token} says, for a test that wants to change something. */
    public JWTClaimsSet.Builder claims(String subject, Role... roles) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject(subject)
                .audience("atelier")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(3600)))
                .claim("azp", List.of(roles).contains(Role.SERVICE) ? subject : "atelier-plugin")
                .claim(
                        "realm_access",
                        Map.of("roles", Arrays.stream(roles).map(Role::word).toList()));
    }

    public String sign(JWTClaimsSet claims) {
        return sign(claims, key, JWSAlgorithm.RS256);
    }

    /** Signs with a key and an algorithm of the test's choice. */
    public static String sign(JWTClaimsSet claims, RSAKey key, JWSAlgorithm algorithm) {
        SignedJWT jwt =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID("test").build(), claims);
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("the test's token cannot be signed", e);
        }
        return jwt.serialize();
    }

    public RSAKey key() {
        return key;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
