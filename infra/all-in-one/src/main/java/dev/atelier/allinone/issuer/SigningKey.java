package dev.atelier.allinone.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;

/** The key that signs all tokens: made once, kept with the data, so that tokens outlive a restart. */
final class SigningKey {
    private static final int BITS = 2048;

    private SigningKey() {}

    /** The key of the folder; of two processes that begin at once, both get the same one. */
    static RSAKey in(Path folder) {
        Path file = folder.resolve("signing-key.json");
        try {
            if (Files.notExists(file)) {
                create(file);
            }
            return RSAKey.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the issuer's key cannot be kept in " + file, e);
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("the issuer's key cannot be read from " + file, e);
        }
    }

    private static void create(Path file) throws IOException, JOSEException {
        RSAKey key = new RSAKeyGenerator(BITS)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .keyIDFromThumbprint(true)
                .generate();
        try {
            OwnerOnly.create(file, key.toJSONString().getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException e) {
            // another process was faster, and its key is the one
        }
    }
}
