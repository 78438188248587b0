package dev.atelier.emulators.comfyui.http;

import dev.atelier.emulators.comfyui.Generation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** A file as it lies there: type by its name, entity tag, one byte range, 304; active content only as a download. */
final class StoredFile {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");
    private static final Set<String> DANGEROUS =
            Set.of("text/html", "text/javascript", "text/css", "image/svg+xml", "text/xml", "application/xml");
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("gif", "image/gif"),
            Map.entry("bmp", "image/bmp"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("webm", "video/webm"),
            Map.entry("txt", "text/plain"),
            Map.entry("json", "application/json"),
            Map.entry("html", "text/html"),
            Map.entry("htm", "text/html"),
            Map.entry("js", "text/javascript"),
            Map.entry("css", "text/css"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("xml", "text/xml"));

    private StoredFile() {}

    static Answer answer(Ask ask, Path file, Generation generation) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        long nanos = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        String tag = "\"%x-%x\"".formatted(nanos, attributes.size());
        Instant modified = attributes.lastModifiedTime().toInstant();
        Answer answer = described(file, generation)
                .with("Etag", tag)
                .with("Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(modified.atOffset(ZoneOffset.UTC)));
        if (isKnown(ask.headers(), tag, modified)) {
            return answer.withBody(304, new byte[0]);
        }
        return ranged(
                answer.with("Accept-Ranges", "bytes"), ask.headers().get(HttpHeader.RANGE), Files.readAllBytes(file));
    }

    private static Answer described(Path file, Generation generation) {
        String name = String.valueOf(file.getFileName());
        String type = TYPES.getOrDefault(
                name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT), "application/octet-stream");
        String disposition = "filename=\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        if (generation.isOld()) {
            return Answer.of(200, DANGEROUS.contains(type) ? "application/octet-stream" : type, new byte[0])
                    .with("Content-Disposition", disposition);
        }
        if (!DANGEROUS.contains(type)) {
            return Answer.of(200, type, new byte[0])
                    .with("X-Content-Type-Options", "nosniff")
                    .with("Content-Disposition", disposition);
        }
        return Answer.of(200, "application/octet-stream", new byte[0])
                .with("X-Content-Type-Options", "nosniff")
                .with("Vary", "Sec-Fetch-Dest")
                .with("Cache-Control", "no-store")
                .with("Content-Disposition", "attachment; " + disposition);
    }

    private static boolean isKnown(HttpFields headers, String tag, Instant modified) {
        String tags = headers.get(HttpHeader.IF_NONE_MATCH);
        if (tags != null) {
            return tags.equals("*")
                    || Arrays.asList(tags.split("\\s*,\\s*", -1)).contains(tag);
        }
        String since = headers.get(HttpHeader.IF_MODIFIED_SINCE);
        try {
            return since != null
                    && modified.getEpochSecond()
                            <= Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(since))
                                    .getEpochSecond();
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static Answer ranged(Answer answer, @Nullable String range, byte[] content) {
        Matcher asked = RANGE.matcher(range == null ? "" : range);
        if (!asked.matches() || (asked.group(1).isEmpty() && asked.group(2).isEmpty())) {
            return answer.withBody(200, content);
        }
        boolean isTail = asked.group(1).isEmpty();
        long from =
                isTail ? Math.max(0, content.length - Long.parseLong(asked.group(2))) : Long.parseLong(asked.group(1));
        long last = isTail || asked.group(2).isEmpty() ? content.length - 1 : Long.parseLong(asked.group(2));
        long to = Math.min(last, content.length - 1L);
        if (from > to) {
            return answer.with("Content-Range", "bytes */" + content.length).withBody(416, new byte[0]);
        }
        return answer.with("Content-Range", "bytes %d-%d/%d".formatted(from, to, content.length))
                .withBody(206, Arrays.copyOfRange(content, (int) from, (int) to + 1));
    }
}
