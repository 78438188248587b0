package dev.atelier.allinone.frontdoor;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.problem.Languages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * nginx's file for production, made from the route table. A test holds the file in the repository to it; run
 * {@link #main} with the file's path after a change of the table.
 */
public final class NginxConfig {
    private static final String FRAME = """
            # Made from RouteTable by NginxConfig: change the table, not this file.
            # For nginx's http context. The issuer is not here: in production it has an address of its own.

            %s
            # HEAD is answered by who answers GET, a preflight by whom it is about.
            map $request_method $atelier_method {
                default $request_method;
                HEAD    GET;
                OPTIONS $http_access_control_request_method;
            }

            map $atelier_method:$uri $atelier_upstream {
                default "";
            %s}

            server {
                listen 8080;
                server_tokens off;
                client_max_body_size %dm;
                large_client_header_buffers 4 %dk;

                proxy_http_version 1.1;
                proxy_set_header Host $http_host;
                proxy_set_header Connection "";
                # What a client says about itself through these is not to be believed, and nothing behind reads them.
                proxy_set_header Forwarded "";
                proxy_set_header X-Forwarded-For "";
                proxy_set_header X-Forwarded-Host "";
                proxy_set_header X-Forwarded-Port "";
                proxy_set_header X-Forwarded-Prefix "";
                proxy_set_header X-Forwarded-Proto "";
                proxy_set_header X-Real-IP "";
                proxy_connect_timeout 2s;
                proxy_read_timeout %ds;
                proxy_send_timeout %ds;
                # A POST that may have arrived is never sent twice, which is nginx's default.
                proxy_next_upstream error timeout;
                merge_slashes off;

                error_page 404 @unknown;
                error_page 502 504 =503 @unavailable;

                location / {
                    if ($atelier_upstream = "") {
                        return 404;
                    }
                    proxy_request_buffering off;
                    proxy_pass http://$atelier_upstream;
                }

            %s
                location @unknown {
                    internal;
                    default_type application/problem+json;
                    return 404 '%s';
                }

                location @unavailable {
                    internal;
                    default_type application/problem+json;
                    add_header Retry-After 5 always;
                    return 503 '%s';
                }
            }
            """;

    private static final String STREAM = """
                location ~ %s {
                    if ($atelier_upstream = "") {
                        return 404;
                    }
                    proxy_buffering off;
                    proxy_cache off;
                    proxy_pass http://$atelier_upstream;
                }
            """;

    private NginxConfig() {}

    public static String of(RouteTable table) {
        long mebibytes = DoorLimits.BODY_BYTES_MAX / (1024 * 1024);
        long seconds = DoorLimits.SILENCE_MAX.toSeconds();
        return FRAME.formatted(
                upstreams(table),
                table.routes().stream()
                        .filter(NginxConfig::isInProduction)
                        .map(NginxConfig::mapping)
                        .collect(Collectors.joining()),
                mebibytes,
                DoorLimits.HEADER_BYTES_MAX / 1024,
                seconds,
                seconds,
                table.routes().stream()
                        .filter(Route::stream)
                        .map(route -> STREAM.formatted(route.regex()))
                        .collect(Collectors.joining("\n")),
                problem(ErrorCode.NOT_FOUND),
                problem(ErrorCode.UNAVAILABLE));
    }

    /** As much of the problem's body as can be said without the request. */
    private static String problem(ErrorCode code) {
        return "{\"title\":\"%s\",\"status\":%d,\"code\":\"%s\",\"retryable\":%s}"
                .formatted(code.text(Languages.ENGLISH), code.status(), code.name(), code.retryable());
    }

    private static boolean isInProduction(Route route) {
        return route.upstream() != Upstream.ISSUER;
    }

    private static String upstreams(RouteTable table) {
        return table.routes().stream()
                .filter(NginxConfig::isInProduction)
                .map(Route::upstream)
                .distinct()
                .sorted()
                .map(upstream -> """
                        upstream %s {
                            server %s:8080;
                            keepalive 32;
                        }
                        """.formatted(name(upstream), upstream.service()))
                .collect(Collectors.joining("\n"));
    }

    private static String mapping(Route route) {
        return "    \"~^%s:%s\" %s;%n"
                .formatted(route.method(), route.regex().substring(1), name(route.upstream()))
                .replace("\r\n", "\n");
    }

    private static String name(Upstream upstream) {
        return "atelier_" + upstream.name().toLowerCase(Locale.ROOT);
    }

    /** Writes the file. @param arguments its path */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), of(RouteTable.ATELIER));
    }
}
