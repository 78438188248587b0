package dev.atelier.emulators.comfyui.http;

import dev.atelier.emulators.comfyui.Generation;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/** ComfyUI's guard against web pages that talk to a local server: another Origin than the loopback Host is refused. */
final class OriginRule {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private OriginRule() {}

    static boolean refuses(HttpFields headers, Generation generation) {
        if (!generation.isOld() && "cross-site".equals(headers.get("Sec-Fetch-Site"))) {
            return true;
        }
        String host = headers.get(HttpHeader.HOST);
        String origin = headers.get(HttpHeader.ORIGIN);
        return host != null
                && origin != null
                && differs(host.toLowerCase(Locale.ROOT), origin.toLowerCase(Locale.ROOT));
    }

    private static boolean differs(String host, String origin) {
        URI asked = uri("//" + host);
        URI from = uri(origin);
        if (asked == null || from == null || asked.getHost() == null || from.getRawAuthority() == null) {
            return false;
        }
        String expected = from.getPort() < 0 ? asked.getHost() : host;
        return LOOPBACK.contains(asked.getHost()) && !expected.equals(from.getRawAuthority());
    }

    private static @Nullable URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
