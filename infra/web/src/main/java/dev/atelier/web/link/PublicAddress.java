package dev.atelier.web.link;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Setting {@code atelier.backend-url}: the one address under which clients know Atelier. Every link is built from it
 * and never from a Host header, which anybody can send.
 *
 * @param backendUrl absolute http(s) URL without a query, such as {@code https://atelier.example}
 */
@ConfigurationProperties("atelier")
public record PublicAddress(
        @DefaultValue("http://localhost:8080") URI backendUrl) {
    public PublicAddress {
        boolean http = "http".equals(backendUrl.getScheme()) || "https".equals(backendUrl.getScheme());
        if (!http || backendUrl.getHost() == null || backendUrl.getQuery() != null) {
            throw new IllegalArgumentException("atelier.backend-url (BACKEND_URL) must be an http or https address");
        }
    }

    /** The absolute link to {@code path}, which begins with a slash. */
    public String link(String path) {
        String base = backendUrl.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }
}
