package dev.atelier.bench.http;

import java.nio.charset.StandardCharsets;

/** Requests as the bytes that go over the wire, so that a measured loop only writes them. */
public final class HttpRequest {
    private HttpRequest() {}

    /** @param fields each with its end of line, {@code Name: value\r\n}; may be empty */
    public static byte[] get(String path, String token, String fields) {
        return bytes(head("GET", path, token) + fields + "\r\n");
    }

    /** A body of JSON in ASCII. */
    public static byte[] post(String path, String token, String fields, String json) {
        return bytes(head("POST", path, token) + fields + "Content-Type: application/json\r\nContent-Length: "
                + json.length() + "\r\n\r\n" + json);
    }

    private static String head(String method, String path, String token) {
        return method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
