package dev.atelier.command.upload;

import dev.atelier.command.storage.ObjectStorage;
import dev.atelier.command.storage.ObjectStorage.UploadLink;
import dev.atelier.command.upload.PictureIntake.Ready;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.contracts.upload.UploadId;
import dev.atelier.contracts.user.UserId;
import dev.atelier.web.LogPosition;
import dev.atelier.web.access.Caller;
import dev.atelier.web.link.PublicAddress;
import dev.atelier.web.problem.BodyTooLargeException;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.web.request.ConcurrencyLimit;
import dev.atelier.web.request.Seats;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Takes pictures: the bytes at once, or by a presigned link that is told when it was used. */
@RestController
class UploadController {
    private static final Set<String> TYPES =
            Set.of("image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp", "application/octet-stream");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** @param bytes size, @param sha256 64 hex digits, both of the file as it will be put */
    record Announcement(
            @Nullable String mediaType,
            @Nullable Long bytes,
            @Nullable String sha256) {}

    /** An upload that jobs may name; the numbers are of the cleaned picture. */
    record ReadyBody(
            String id,
            String state,
            String mediaType,
            long bytes,
            String sha256,
            int width,
            int height,
            String logPosition) {}

    /** @param headers to be sent with the PUT exactly as they are */
    record PutBody(String method, String url, Map<String, String> headers, String expiresAt) {}

    record ExpectedBody(String id, String state, PutBody upload, String completeUrl) {}

    private final PictureIntake intake;
    private final ObjectStorage storage;
    private final PublicAddress address;
    private final long bytesMax;
    private final Seats receiving;

    UploadController(
            PictureIntake intake, ObjectStorage storage, PublicAddress address, long bytesMax, Seats receiving) {
        this.intake = intake;
        this.storage = storage;
        this.address = address;
        this.bytesMax = bytesMax;
        this.receiving = receiving;
    }

    @PostMapping(
            path = "/api/uploads",
            consumes = {"image/*", MediaType.APPLICATION_OCTET_STREAM_VALUE})
    ResponseEntity<ReadyBody> upload(Caller caller, @RequestHeader("Content-Type") MediaType type, InputStream body)
            throws IOException {
        requireKnown(type.getType() + "/" + type.getSubtype());
        // Before the first byte is read.
        UserId owner = caller.person();
        try (Seats.Seat _ = receiving.take(owner.toString()).orElseThrow(this::tooManyAtOnce)) {
            ConcurrencyLimit.waits();
            return answer(intake.take(caller, body));
        }
    }

    private ProblemException tooManyAtOnce() {
        return ProblemException.of(ErrorCode.RATE_LIMITED)
                .detail("Too many pictures are being sent at once.", "Отправляется слишком много картинок сразу.")
                .with("limit", receiving.max());
    }

    private static ResponseEntity<ReadyBody> answer(Ready ready) {
        return ResponseEntity.status(ready.created() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(body(ready));
    }

    @PostMapping(path = "/api/uploads", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> announce(Caller caller, @RequestBody Announcement body) {
        UserId owner = caller.person();
        String mediaType = body.mediaType() == null ? "" : body.mediaType().toLowerCase(Locale.ROOT);
        requireKnown(mediaType);
        long bytes = bytes(body.bytes());
        String sha256 = sha256(body.sha256());
        UploadId id = UploadId.of(owner, sha256);
        return intake.known(owner, id)
                .<ResponseEntity<?>>map(ready -> ResponseEntity.ok(body(ready)))
                .orElseGet(() -> {
                    UploadLink link = storage.link(
                            PictureIntake.stagingKey(owner, id),
                            mediaType,
                            bytes,
                            HexFormat.of().parseHex(sha256));
                    return ResponseEntity.status(HttpStatus.CREATED).body(expected(id, link));
                });
    }

    @PostMapping("/api/uploads/{id}/complete")
    ReadyBody complete(Caller caller, @PathVariable String id) {
        caller.person();
        return Uploads.parse(id)
                .flatMap(upload -> intake.complete(caller, upload))
                .map(UploadController::body)
                .orElseThrow(() -> ProblemException.of(ErrorCode.NOT_FOUND)
                        .detail(
                                "No such upload, or nothing of the announced content was put yet.",
                                "Нет такого файла, либо объявленное содержимое ещё не загружено."));
    }

    private static ReadyBody body(Ready ready) {
        var picture = ready.picture();
        return new ReadyBody(
                ready.id().toString(),
                "ready",
                picture.mediaType(),
                picture.bytes(),
                picture.sha256(),
                picture.width(),
                picture.height(),
                LogPosition.encode(ready.position()));
    }

    private ExpectedBody expected(UploadId id, UploadLink link) {
        PutBody put =
                new PutBody("PUT", link.url(), link.headers(), link.expiresAt().toString());
        return new ExpectedBody(id.toString(), "expected", put, address.link("/api/uploads/" + id + "/complete"));
    }

    private static void requireKnown(String mediaType) {
        if (!TYPES.contains(mediaType)) {
            throw ProblemException.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE)
                    .detail("Send PNG, JPEG, WebP, GIF or BMP.", "Отправьте PNG, JPEG, WebP, GIF или BMP.");
        }
    }

    private long bytes(@Nullable Long bytes) {
        if (bytes == null || bytes < 1) {
            throw ProblemException.of(ErrorCode.MALFORMED)
                    .error("/bytes", "The size of the file in bytes.", "Размер файла в байтах.");
        }
        if (bytes > bytesMax) {
            throw BodyTooLargeException.tooLarge(bytesMax).with("bytes", bytes);
        }
        return bytes;
    }

    private static String sha256(@Nullable String sha256) {
        if (sha256 == null || !SHA256.matcher(sha256).matches()) {
            throw ProblemException.of(ErrorCode.MALFORMED)
                    .error("/sha256", "64 lower-case hex digits.", "64 шестнадцатеричные цифры в нижнем регистре.");
        }
        return sha256;
    }
}
