package dev.atelier.bench.stage;

import com.sun.net.httpserver.HttpServer;
import dev.atelier.wire.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * An OIDC issuer as far as the deployables need one: a key set (RFC 7517) over loopback HTTP, and tokens (RFC 7519)
 * signed with RS256, with Keycloak's claims.
 */
public final class Issuer implements AutoCloseable {
    private static final Duration LIFETIME = Duration.ofHours(12);
    private static final String KEY_ID = "bench";
    private static final int BITS = 2048;

    private final HttpServer server;
    private final KeyPair key;

    private Issuer(HttpServer server, KeyPair key) {
        this.server = server;
        this.key = key;
    }

    public static Issuer start() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            KeyPair key = generator.generateKeyPair();
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 16);
            byte[] keys = WireJson.write(Map.of("keys", List.of(publicKey((RSAPublicKey) key.getPublic()))));
            server.createContext("/jwks", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, keys.length);
                try (exchange) {
                    exchange.getResponseBody().write(keys);
                }
            });
            server.start();
            return new Issuer(server, key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    /** What goes into {@code iss}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public String jwkSetUri() {
        return url() + "/jwks";
    }

    /** @param role {@code user} or {@code admin} */
    public String token(String role, String subject) {
        long now = Instant.now().getEpochSecond();
        String head = encode(WireJson.write(Map.of("alg", "RS256", "typ", "JWT", "kid", KEY_ID)));
        String claims = encode(WireJson.write(Map.of(
                "iss",
                url(),
                "sub",
                subject,
                "aud",
                "atelier",
                "iat",
                now,
                "exp",
                now + LIFETIME.toSeconds(),
                "typ",
                "Bearer",
                "azp",
                "bench",
                "preferred_username",
                subject,
                "realm_access",
                Map.of("roles", List.of(role)))));
        return head + "." + claims + "." + encode(sign(head + "." + claims));
    }

    private byte[] sign(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a token cannot be signed", e);
        }
    }

    private static Map<String, String> publicKey(RSAPublicKey key) {
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                KEY_ID,
                "n",
                encode(unsigned(key.getModulus())),
                "e",
                encode(unsigned(key.getPublicExponent())));
    }

    /** RFC 7518, section 6.3.1: without the sign's zero byte in front. */
    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
