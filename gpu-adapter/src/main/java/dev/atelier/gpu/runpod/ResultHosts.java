package dev.atelier.gpu.runpod;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The hosts from which results may be fetched. An address comes from a worker, which runs other people's nodes: without
 * this list it could make the adapter ask whatever it can reach.
 */
final class ResultHosts {
    private static final int HTTPS_PORT = 443;

    /** Scheme, host and port of each, as {@link #origin} writes them. */
    private final Set<String> origins;

    private ResultHosts(Set<String> origins) {
        this.origins = origins;
    }

    /** @throws IllegalArgumentException if an entry is no host */
    static ResultHosts of(List<String> entries) {
        Set<String> origins = new TreeSet<>();
        for (String entry : entries) {
            String address = entry.startsWith("http://") ? entry : "https://" + entry;
            URI uri = parsed(address)
                    .filter(each -> each.getHost() != null && each.getUserInfo() == null)
                    .filter(each -> address.endsWith(String.valueOf(each.getAuthority())))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "atelier.runpod.result-hosts (RUNPOD_RESULT_HOSTS) must name hosts, not " + entry));
            origins.add(origin(uri));
        }
        return new ResultHosts(origins);
    }

    /** The address, if it may be fetched. */
    Optional<URI> allowed(String address) {
        return parsed(address)
                .filter(uri -> uri.getHost() != null && uri.getScheme() != null && uri.getUserInfo() == null)
                .filter(uri -> origins.contains(origin(uri)));
    }

    /** An address for people: host and path; what is behind them is signed and may be a secret. */
    static String describe(String address) {
        return parsed(address)
                .filter(uri -> uri.getHost() != null)
                .map(uri -> uri.getScheme() + "://" + uri.getHost() + uri.getPath())
                .orElse("something that is no address");
    }

    private static String origin(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() < 0 && scheme.equals("https") ? HTTPS_PORT : uri.getPort();
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    private static Optional<URI> parsed(String address) {
        try {
            return Optional.of(new URI(address));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
