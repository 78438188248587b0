package dev.atelier.allinone;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** {@code POSTGRES_URL} as people write it, {@code postgresql://user:password@host:port/database}, for JDBC. */
record PostgresUrl(String jdbcUrl, String user, String password) {
    static PostgresUrl parse(String text) {
        String plain = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
        URI uri = URI.create(plain);
        if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
            throw new IllegalArgumentException(
                    "POSTGRES_URL has to look like postgresql://user:password@host:5432/database");
        }
        String[] account = uri.getRawUserInfo() == null
                ? new String[] {"", ""}
                : uri.getRawUserInfo().split(":", 2);
        int port = uri.getPort() == -1 ? 5432 : uri.getPort();
        return new PostgresUrl(
                "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getPath(),
                decode(account[0]),
                account.length > 1 ? decode(account[1]) : "");
    }

    private static String decode(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
