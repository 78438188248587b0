package dev.atelier.eventstore.proof;

import dev.atelier.eventstore.proof.domain.HeadKey;
import dev.atelier.eventstore.proof.domain.HeadSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key that signs heads, as a PEM file with both halves, readable by its owner only. {@code openssl genpkey -algorithm
 * ed25519} makes the private half, and {@code openssl pkey -pubout} the public one.
 */
public final class SigningKeyFile {
    private static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private SigningKeyFile() {}

    /** Makes a key unless the file is there; it appears whole or not at all. For one process at a time. */
    public static void createUnlessThere(Path file) {
        if (Files.exists(file)) {
            return;
        }
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    draft,
                    pem(PRIVATE, pair.getPrivate().getEncoded())
                            + pem(PUBLIC, pair.getPublic().getEncoded()));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the key that signs the log's heads cannot be kept in " + file, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    /** Reads both halves; a file without them is an {@link IllegalStateException} that says how to make one. */
    public static HeadSigner read(Path file) {
        try {
            String text = Files.readString(file);
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
            return new HeadSigner(
                    keys.generatePrivate(new PKCS8EncodedKeySpec(part(PRIVATE, text))),
                    HeadKey.of(keys.generatePublic(new X509EncodedKeySpec(part(PUBLIC, text)))));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    file + " has to hold an Ed25519 key pair in PEM, both halves: openssl genpkey -algorithm ed25519"
                            + " makes the private one, openssl pkey -pubout the public one",
                    e);
        }
    }

    private static String pem(String label, byte[] encoded) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(encoded);
        return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
    }

    private static byte[] part(String label, String text) {
        Matcher part = Pattern.compile("-----BEGIN " + label + "-----([^-]+)-----END " + label + "-----")
                .matcher(text);
        if (!part.find()) {
            throw new IllegalArgumentException("there is no " + label + " in it");
        }
        return Base64.getMimeDecoder().decode(part.group(1));
    }
}
