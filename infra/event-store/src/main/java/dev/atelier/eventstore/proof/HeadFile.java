package dev.atelier.eventstore.proof;

import dev.atelier.eventstore.proof.domain.SignedHead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The newest head, outside the database; copy it to where nobody who can change the log can change it. */
public record HeadFile(Path path) {
    /** Empty before the first head; a file that is not one is an {@link IllegalArgumentException}. */
    public Optional<SignedHead> read() {
        try {
            return Files.exists(path) ? Optional.of(ProofJson.readHead(Files.readString(path))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the head in " + path, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + " is " + e.getMessage(), e);
        }
    }

    /** Replaces the file in one step, once the new one is on the disk. */
    void replace(SignedHead head) throws IOException {
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(ProofJson.write(head).getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
