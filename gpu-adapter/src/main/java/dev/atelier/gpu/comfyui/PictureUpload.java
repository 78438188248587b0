package dev.atelier.gpu.comfyui;

import dev.atelier.contracts.job.FailureReason;
import dev.atelier.gpu.backend.RunFailureException;
import dev.atelier.gpu.picture.PictureFormat;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;

/**
 * Puts a picture into ComfyUI's input folder. The name is an ASCII uuid (other names are stored in surprising ways), and
 * the name that counts is the one in the answer: the server renames.
 */
final class PictureUpload {
    /** A folder of our own, so that whoever keeps the server can sweep it. */
    private static final String FOLDER = "atelier";

    private final ComfyUiHttp http;

    PictureUpload(ComfyUiHttp http) {
        this.http = http;
    }

    /** Uploads a picture and returns its name as a graph has to give it. */
    String upload(Path picture, String mediaType) throws RunFailureException, InterruptedException {
        Reply reply = send(picture, mediaType);
        String name = reply.json().path("name").asString("");
        if (reply.isOk() && !name.isEmpty()) {
            String folder = reply.json().path("subfolder").asString("");
            return folder.isEmpty() ? name : folder + "/" + name;
        }
        throw new RunFailureException(reason(reply.status()), "POST /upload/image: " + reply.status());
    }

    private Reply send(Path picture, String mediaType) throws RunFailureException, InterruptedException {
        String boundary = "atelier-" + UUID.randomUUID();
        String filename = UUID.randomUUID() + "." + extension(mediaType);
        String head = part(boundary, "subfolder", "")
                + "\r\n" + FOLDER + "\r\n"
                + part(boundary, "image", "; filename=\"" + filename + "\"\r\nContent-Type: " + mediaType)
                + "\r\n";
        try {
            BodyPublisher body = BodyPublishers.concat(
                    text(head), BodyPublishers.ofFile(picture), text("\r\n--" + boundary + "--\r\n"));
            return http.upload("/upload/image", "multipart/form-data; boundary=" + boundary, body);
        } catch (FileNotFoundException e) {
            throw new RunFailureException(FailureReason.INTERNAL, "the fetched picture is gone", e);
        } catch (NoAnswerException e) {
            throw new RunFailureException(
                    e.sent() ? FailureReason.CONNECTION_LOST : FailureReason.BACKEND_UNAVAILABLE,
                    String.valueOf(e.getMessage()),
                    e);
        }
    }

    private static FailureReason reason(int status) {
        return switch (status) {
            case 413 -> FailureReason.INVALID_INPUT;
            case 429 -> FailureReason.BACKEND_OVERLOADED;
            case 400, 500 -> FailureReason.INTERNAL;
            default -> FailureReason.BACKEND_UNAVAILABLE;
        };
    }

    private static String extension(String mediaType) {
        return Arrays.stream(PictureFormat.values())
                .filter(format -> format.mediaType().equals(mediaType))
                .findFirst()
                .map(PictureFormat::extension)
                .orElse("bin");
    }

    private static String part(String boundary, String name, String more) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n";
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text, StandardCharsets.US_ASCII);
    }
}
