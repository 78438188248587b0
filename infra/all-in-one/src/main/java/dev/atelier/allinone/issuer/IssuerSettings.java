package dev.atelier.allinone.issuer;

import java.net.URI;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings {@code atelier.issuer.*}.
 *
 * @param url the issuer's address as clients know it; its path is the context path
 * @param folder where key and accounts are kept
 */
@ConfigurationProperties("atelier.issuer")
record IssuerSettings(URI url, Path folder) {}
