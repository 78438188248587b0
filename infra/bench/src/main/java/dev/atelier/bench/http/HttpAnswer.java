package dev.atelier.bench.http;

import java.nio.charset.StandardCharsets;

/**
 * What came back.
 *
 * @param etag the entity tag as it was sent, empty if there was none
 * @param retryAfter the field as it was sent, empty if there was none
 * @param keepAlive whether the connection may be used again
 */
public record HttpAnswer(int status, String etag, String retryAfter, boolean keepAlive, byte[] body) {
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Whether the request was done as asked. */
    public boolean isGood() {
        return status >= 200 && status < 300;
    }

    /** Whether the body has these bytes somewhere, without making a string of it. */
    public boolean contains(byte[] wanted) {
        for (int i = 0; i + wanted.length <= body.length; i++) {
            int j = 0;
            while (j < wanted.length && body[i + j] == wanted[j]) {
                j++;
            }
            if (j == wanted.length) {
                return true;
            }
        }
        return false;
    }
}
