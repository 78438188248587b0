package dev.atelier.command.upload;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.contracts.job.JobInput;
import dev.atelier.contracts.upload.Picture;
import dev.atelier.contracts.upload.UploadEvent.UploadAccepted;
import dev.atelier.contracts.upload.UploadId;
import dev.atelier.contracts.user.UserId;
import dev.atelier.eventstore.LogReader;
import dev.atelier.web.problem.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The uploads that are ready. What is once in the log never changes, so it is read once. */
public class Uploads {
    private static final int KNOWN_MAX = 10_000;

    private final LogReader log;
    private final Cache<UploadId, UploadAccepted> known =
            Caffeine.newBuilder().maximumSize(KNOWN_MAX).build();

    Uploads(LogReader log) {
        this.log = log;
    }

    /** The picture of an upload that is ready and this person's. */
    Optional<Picture> ready(UserId owner, UploadId id) {
        return Optional.ofNullable(known.getIfPresent(id))
                .or(() -> read(id))
                .filter(accepted -> accepted.owner().equals(owner))
                .map(UploadAccepted::picture);
    }

    private Optional<UploadAccepted> read(UploadId id) {
        Optional<UploadAccepted> accepted = log.stream(id.toString(), 0, 1).stream()
                .map(stored -> (UploadAccepted) stored.payload())
                .findFirst();
        accepted.ifPresent(upload -> known.put(id, upload));
        return accepted;
    }

    /** A ready upload as a job names it; not ready, unknown and somebody else's are all {@code UPLOAD_NOT_READY}. */
    public JobInput input(UserId owner, String name, @Nullable String uploadId) {
        return parse(uploadId)
                .flatMap(id -> ready(owner, id).map(picture -> input(name, id, picture)))
                .orElseThrow(() -> ProblemException.of(ErrorCode.UPLOAD_NOT_READY)
                        .error("/inputs/" + name, "No such ready upload.", "Нет такого готового файла."));
    }

    static Optional<UploadId> parse(@Nullable String id) {
        try {
            return id == null ? Optional.empty() : Optional.of(UploadId.parse(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static JobInput input(String name, UploadId id, Picture picture) {
        return new JobInput(
                name, id, picture.key(), picture.mediaType(), picture.sha256(), picture.width(), picture.height());
    }
}
