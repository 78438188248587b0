package dev.atelier.command.upload;

import dev.atelier.command.account.AccountRefusedException;
import dev.atelier.command.account.Balances;
import dev.atelier.command.account.domain.Account;
import dev.atelier.command.account.domain.AccountRefusal.AccountIsClosed;
import dev.atelier.command.decision.Decision;
import dev.atelier.command.storage.ObjectStorage;
import dev.atelier.command.storage.StorageAwayException;
import dev.atelier.command.stream.Submission;
import dev.atelier.command.upload.picture.CleanPicture;
import dev.atelier.command.upload.picture.PictureCleaner;
import dev.atelier.command.upload.picture.UnacceptablePictureException;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.upload.Picture;
import dev.atelier.contracts.upload.UploadCommand.AcceptUpload;
import dev.atelier.contracts.upload.UploadId;
import dev.atelier.contracts.user.UserId;
import dev.atelier.eventstore.LogReader;
import dev.atelier.web.access.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From bytes to a ready upload: checked and cleaned, then stored, then written into the log. What fails on the way
 * leaves no upload behind; an object that was stored and never named is swept by its prefix's rules.
 */
class PictureIntake {
    private static final Logger LOG = LoggerFactory.getLogger("[UPLOADS]");

    /** @param created false where the same person handed in the same bytes before */
    record Ready(UploadId id, Picture picture, long position, boolean created) {}

    private final Uploads uploads;
    private final PictureCleaner cleaner;
    private final ObjectStorage storage;
    private final Submission submission;
    private final LogReader log;
    private final Balances balances;
    private final long bytesMax;

    PictureIntake(
            Uploads uploads,
            PictureCleaner cleaner,
            ObjectStorage storage,
            Submission submission,
            LogReader log,
            Balances balances,
            long bytesMax) {
        this.uploads = uploads;
        this.cleaner = cleaner;
        this.storage = storage;
        this.submission = submission;
        this.log = log;
        this.balances = balances;
        this.bytesMax = bytesMax;
    }

    /** Takes the bytes of a request. */
    Ready take(Caller caller, InputStream body) throws IOException {
        try (Received received = Received.from(body)) {
            return accept(caller, UploadId.of(caller.person(), received.sha256()), received);
        }
    }

    /** Known bytes of the same person are ready already. */
    Optional<Ready> known(UserId owner, UploadId id) {
        return uploads.ready(owner, id).map(picture -> new Ready(id, picture, log.headPosition(), false));
    }

    /** What a client has put where its link said; empty where nothing was put, or something else. */
    Optional<Ready> complete(Caller caller, UploadId id) {
        UserId owner = caller.person();
        Optional<Ready> known = known(owner, id);
        if (known.isPresent()) {
            return known;
        }
        String staging = stagingKey(owner, id);
        try {
            Path file = Files.createTempFile("staged-", ".bin");
            try {
                return storage.fetch(staging, bytesMax, file) ? check(caller, id, file) : Optional.empty();
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The id is derived from owner and content, so it proves that these are the bytes that were announced. */
    private Optional<Ready> check(Caller caller, UploadId id, Path file) throws IOException {
        UserId owner = caller.person();
        try (Received received = Received.from(Files.newInputStream(file))) {
            Optional<Ready> ready = UploadId.of(owner, received.sha256()).equals(id)
                    ? Optional.of(accept(caller, id, received))
                    : Optional.empty();
            discard(owner, id);
            return ready;
        } catch (UnacceptablePictureException e) {
            discard(owner, id);
            throw e;
        }
    }

    /** What stays because the storage is away just now is swept later. */
    private void discard(UserId owner, UploadId id) {
        try {
            storage.delete(stagingKey(owner, id));
        } catch (StorageAwayException e) {
            LOG.warn("a staged upload could not be removed: {}", e.getMessage());
        }
    }

    /** Nothing is stored for somebody who is being erased. */
    private Ready accept(Caller caller, UploadId id, Received received) {
        UserId owner = caller.person();
        if (balances.of(AccountId.of(owner)) instanceof Account.Closed) {
            throw new AccountRefusedException(new AccountIsClosed());
        }
        return known(owner, id).orElseGet(() -> {
            try (CleanPicture clean = cleaner.clean(received.file())) {
                Picture picture = picture(owner, clean);
                storage.put(picture.key(), picture.mediaType(), clean.file());
                var outcome = submission.send(new AcceptUpload(id, owner, picture), caller.metadata(), Decision.class);
                return new Ready(id, picture, outcome.position(), outcome.appended());
            }
        });
    }

    private static Picture picture(UserId owner, CleanPicture clean) {
        return new Picture(
                "inputs/" + owner.value() + "/" + clean.sha256(),
                CleanPicture.MEDIA_TYPE,
                clean.bytes(),
                clean.sha256(),
                clean.width(),
                clean.height());
    }

    static String stagingKey(UserId owner, UploadId id) {
        return "staging/" + owner.value() + "/" + id.value();
    }
}
