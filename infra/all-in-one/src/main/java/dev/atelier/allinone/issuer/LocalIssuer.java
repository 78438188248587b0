package dev.atelier.allinone.issuer;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The local issuer, running on a loopback port of its own behind the front door, in a Spring context of its own that
 * shares nothing with the deployables.
 */
public final class LocalIssuer implements AutoCloseable {
    /** The public client of plugins and of everything else that runs on a person's machine. */
    public static final String CLIENT_ID = "atelier-plugin";

    private final ConfigurableApplicationContext context;
    private final URI url;
    private final int port;

    private LocalIssuer(ConfigurableApplicationContext context, URI url) {
        this.context = context;
        this.url = url;
        this.port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /**
     * Starts and waits until tokens can be had.
     *
     * @param folder for the key and the accounts, created if absent, readable by the owner only
     * @param url the issuer as clients know it: the front door's address and a path, such as
     *     {@code http://127.0.0.1:8080/issuer}. It stands in every token, so it has to stay the same over restarts
     */
    public static LocalIssuer start(Path folder, URI url) {
        String path = url.getPath();
        if (path.length() < 2 || path.endsWith("/")) {
            throw new IllegalArgumentException("the issuer's address needs a path, such as /issuer");
        }
        Map<String, Object> settings = Map.of(
                "server.servlet.context-path", path,
                "server.servlet.session.cookie.secure", "https".equals(url.getScheme()),
                "atelier.issuer.url", url.toString(),
                "atelier.issuer.folder", folder.toAbsolutePath().toString());
        ConfigurableApplicationContext context = new SpringApplicationBuilder(IssuerConfiguration.class)
                .web(WebApplicationType.SERVLET)
                .registerShutdownHook(false)
                .properties(Map.of("spring.config.name", "issuer"))
                .properties(settings)
                .run();
        return new LocalIssuer(context, url);
    }

    /** What stands in {@code iss}. */
    public String url() {
        return url.toString();
    }

    /** The loopback port behind the front door. */
    public int port() {
        return port;
    }

    /** Where the deployables fetch the keys, past the front door, so that nobody has to wait for it to start. */
    public String jwkSetUri() {
        return "http://127.0.0.1:" + port + url.getPath() + "/oauth2/jwks";
    }

    @Override
    public void close() {
        context.close();
    }
}
