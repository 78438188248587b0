package dev.atelier.allinone.frontdoor;

import dev.atelier.allinone.frontdoor.RouteTable.Match;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.problem.BodyTooLargeException;
import dev.atelier.web.problem.ProblemException;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the table, and lets Jetty's proxy carry request and answer as they come, without holding either. */
final class DoorHandler extends ProxyHandler {
    private static final Logger LOG = LoggerFactory.getLogger(DoorHandler.class);
    private static final String TARGET = DoorHandler.class.getName();

    /** What a client may say about itself only through a proxy that we trust, and there is none before this door. */
    private static final Set<String> UNTRUSTED =
            Set.of("forwarded", "via", "x-real-ip", "x-original-url", "x-rewrite-url");

    private final RouteTable routes;
    private final Map<Upstream, InetSocketAddress> upstreams;
    private final DoorAnswers answers;

    DoorHandler(RouteTable routes, Map<Upstream, InetSocketAddress> upstreams, DoorAnswers answers) {
        this.routes = routes;
        this.upstreams = upstreams;
        this.answers = answers;
        setUseServerThreadPool(true);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        switch (routes.find(method(request), request.getHttpURI().getCanonicalPath())) {
            case Match.Found(Route route) -> forward(route, request, response, callback);
            case Match.WrongMethod(Set<String> allowed) -> {
                ProblemException problem = ProblemException.of(ErrorCode.METHOD_NOT_ALLOWED);
                answers.write(
                        problem, Map.of(HttpHeader.ALLOW, String.join(", ", allowed)), request, response, callback);
            }
            case Match.Unknown() -> refuse(ProblemException.of(ErrorCode.NOT_FOUND), request, response, callback);
        }
        return true;
    }

    private void forward(Route route, Request request, Response response, Callback callback) {
        InetSocketAddress upstream = upstreams.get(route.upstream());
        if (upstream == null) {
            refuse(ProblemException.of(ErrorCode.UNAVAILABLE), request, response, callback);
        } else if (request.getLength() > DoorLimits.BODY_BYTES_MAX) {
            refuse(BodyTooLargeException.tooLarge(DoorLimits.BODY_BYTES_MAX), request, response, callback);
        } else if (!isUri(request)) {
            refuse(ProblemException.of(ErrorCode.MALFORMED), request, response, callback);
        } else {
            request.setAttribute(TARGET, upstream);
            super.handle(request, response, callback);
        }
    }

    /** The method that the table knows: HEAD is answered by who answers GET, a preflight by whom it is about. */
    private static String method(Request request) {
        return switch (request.getMethod()) {
            case "HEAD" -> "GET";
            case "OPTIONS" -> {
                String asked = request.getHeaders().get("Access-Control-Request-Method");
                yield asked == null ? "OPTIONS" : asked;
            }
            default -> request.getMethod();
        };
    }

    /** Browsers and scripts send characters that no URI may have (RFC 3986), and the client behind us takes none. */
    private static boolean isUri(Request request) {
        try {
            return !new java.net.URI(request.getHttpURI().asString()).isOpaque();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private void refuse(ProblemException problem, Request request, Response response, Callback callback) {
        answers.write(problem, Map.of(), request, response, callback);
    }

    @Override
    protected HttpURI rewriteHttpURI(Request request) {
        InetSocketAddress upstream = (InetSocketAddress) request.getAttribute(TARGET);
        return HttpURI.build(request.getHttpURI())
                .scheme("http")
                .authority(upstream.getHostString(), upstream.getPort())
                .asImmutable();
    }

    @Override
    protected org.eclipse.jetty.client.Request newProxyToServerRequest(Request request, HttpURI target) {
        return super.newProxyToServerRequest(request, target)
                .idleTimeout(DoorLimits.SILENCE_MAX.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void addProxyHeaders(Request request, org.eclipse.jetty.client.Request toServer) {
        // Nothing behind the door reads them; what a client claimed about itself is dropped.
        toServer.headers(headers -> headers.stream()
                .map(HttpField::getLowerCaseName)
                .filter(DoorHandler::isUntrusted)
                .toList()
                .forEach(headers::remove));
    }

    private static boolean isUntrusted(String name) {
        return UNTRUSTED.contains(name) || name.startsWith("x-forwarded-");
    }

    @Override
    protected void onServerToProxyResponseFailure(
            Request request,
            org.eclipse.jetty.client.Request toServer,
            org.eclipse.jetty.client.Response fromServer,
            Response response,
            Callback callback,
            Throwable failure) {
        if (response.isCommitted()) {
            // Answered before the whole request was sent, or cut off in the middle of the answer.
            LOG.debug("{} {} ends early: {}", request.getMethod(), toServer.getPath(), failure.toString());
            callback.failed(failure);
        } else {
            LOG.warn("{} {} got no answer: {}", request.getMethod(), toServer.getPath(), failure.toString());
            refuse(ProblemException.of(ErrorCode.UNAVAILABLE), request, response, callback);
        }
    }

    @Override
    protected void configureHttpClient(HttpClient client) {
        super.configureHttpClient(client);
        client.setUserAgentField(null);
        client.setConnectTimeout(TimeUnit.SECONDS.toMillis(2));
        client.setIdleTimeout(DoorLimits.IDLE_CONNECTION_MAX.toMillis());
        client.setMaxConnectionsPerDestination(4096); // an event stream holds one for as long as it lasts
        client.setMaxRequestHeadersSize(DoorLimits.HEADER_BYTES_MAX);
        client.setMaxResponseHeadersSize(DoorLimits.HEADER_BYTES_MAX);
    }
}
