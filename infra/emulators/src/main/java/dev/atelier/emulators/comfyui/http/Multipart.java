package dev.atelier.emulators.comfyui.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A form as aiohttp reads it (RFC 7578): raw UTF-8 and RFC 5987 file names are decoded, percent-encoded ones are kept
 * as they are. Of two fields with one name the first counts.
 */
final class Multipart {

    /**
     * A field.
     *
     * @param fileName null for a text field
     */
    record Field(@Nullable String fileName, byte[] content) {

        String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    private static final Pattern BOUNDARY = Pattern.compile("boundary=(?:\"([^\"]+)\"|([^;\\s]+))");
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([a-z*]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]*))");
    private static final String LINE = "\r\n";

    private Multipart() {}

    /** The fields by name; none if this is no form. */
    static Map<String, Field> fields(@Nullable String contentType, byte[] body) {
        Map<String, Field> fields = new LinkedHashMap<>();
        if (contentType == null || !contentType.startsWith("multipart/form-data")) {
            return fields;
        }
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            return fields;
        }
        String mark = "--" + (boundary.group(1) != null ? boundary.group(1) : boundary.group(2));
        byte[] delimiter = (LINE + mark).getBytes(StandardCharsets.UTF_8);
        int at = indexOf(body, mark.getBytes(StandardCharsets.UTF_8), 0);
        int start = at < 0 ? -1 : at + mark.length();
        while (start >= 0 && start + 2 <= body.length && body[start] == '\r') {
            int end = indexOf(body, delimiter, start);
            if (end < 0) {
                break;
            }
            addField(fields, body, start + LINE.length(), end);
            start = end + delimiter.length;
        }
        return fields;
    }

    private static void addField(Map<String, Field> fields, byte[] body, int start, int end) {
        byte[] blank = (LINE + LINE).getBytes(StandardCharsets.UTF_8);
        int headersEnd = indexOf(body, blank, start);
        if (headersEnd < 0 || headersEnd > end) {
            return;
        }
        String headers = new String(body, start, headersEnd - start, StandardCharsets.UTF_8);
        Map<String, String> parameters = disposition(headers);
        String name = parameters.get("name");
        if (name != null) {
            byte[] content = Arrays.copyOfRange(body, Math.min(headersEnd + blank.length, end), end);
            fields.putIfAbsent(name, new Field(fileName(parameters), content));
        }
    }

    private static Map<String, String> disposition(String headers) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String header : headers.split(LINE, -1)) {
            if (header.regionMatches(true, 0, "content-disposition:", 0, "content-disposition:".length())) {
                Matcher matcher = PARAMETER.matcher(header);
                while (matcher.find()) {
                    String quoted = matcher.group(2);
                    parameters.put(matcher.group(1), quoted != null ? unquoted(quoted) : matcher.group(3));
                }
            }
        }
        return parameters;
    }

    /** aiohttp drops leading slashes of a quoted value. */
    private static String unquoted(String quoted) {
        return quoted.replaceFirst("^[\\\\/]+", "").replaceAll("\\\\(.)", "$1");
    }

    private static @Nullable String fileName(Map<String, String> parameters) {
        String extended = parameters.get("filename*");
        if (extended != null) {
            String value = extended.substring(extended.lastIndexOf('\'') + 1);
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        }
        return parameters.get("filename");
    }

    private static int indexOf(byte[] haystack, byte[] needle, int from) {
        for (int i = from; i <= haystack.length - needle.length; i++) {
            if (haystack[i] == needle[0] && Arrays.equals(haystack, i, i + needle.length, needle, 0, needle.length)) {
                return i;
            }
        }
        return -1;
    }
}
