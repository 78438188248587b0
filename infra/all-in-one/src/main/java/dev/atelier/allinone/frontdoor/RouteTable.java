package dev.atelier.allinone.frontdoor;

import static dev.atelier.allinone.frontdoor.Upstream.COMMAND;
import static dev.atelier.allinone.frontdoor.Upstream.ISSUER;
import static dev.atelier.allinone.frontdoor.Upstream.QUERY;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which deployable answers what: the one list from which the local proxy and nginx's file are made. */
public final class RouteTable {
    /** The routes of the API, of the open pages and of the local issuer. */
    public static final RouteTable ATELIER = new RouteTable(List.of(
            // people
            post("/api/users", COMMAND),
            post("/api/users/register", COMMAND),
            get("/api/users/me", QUERY),
            delete("/api/users/me", COMMAND),
            get("/api/users/by-telegram-id/{telegramId}", QUERY),
            // what can be asked for
            get("/api/config", QUERY),
            get("/api/presets", QUERY),
            // uploads
            post("/api/uploads", COMMAND),
            post("/api/uploads/{id}/complete", COMMAND),
            // jobs
            post("/api/jobs", COMMAND),
            post("/api/jobs/create", COMMAND),
            get("/api/jobs", QUERY),
            get("/api/users/{userId}/jobs", QUERY),
            get("/api/jobs/{id}", QUERY),
            get("/api/photos/{id}/status", QUERY),
            stream("/api/jobs/{id}/events", QUERY),
            stream("/api/events", QUERY),
            post("/api/jobs/{id}/cancel", COMMAND),
            post("/api/jobs/{id}/retry", COMMAND),
            post("/api/jobs/{id}/deliveries", COMMAND),
            // money
            get("/api/balance", QUERY),
            get("/api/statement", QUERY),
            // the queue
            get("/api/queue", QUERY),
            get("/api/queue/stats", QUERY),
            // who asks
            get("/auth/validate", QUERY),
            get("/auth/check", QUERY),
            // administrators
            post("/admin/accounts/{id}/grants", COMMAND),
            post("/admin/jobs/{id}/cancel", COMMAND),
            post("/admin/jobs/{id}/refund", COMMAND),
            post("/admin/log/skips", COMMAND),
            get("/admin/dead-letters", COMMAND),
            post("/admin/dead-letters/{id}/requeue", COMMAND),
            post("/admin/dead-letters/{id}/discard", COMMAND),
            get("/admin/accounts/{id}", QUERY),
            get("/admin/audit/ledger", QUERY),
            get("/admin/jobs/{id}/timeline", QUERY),
            post("/admin/replays", QUERY),
            get("/admin/replays", QUERY),
            get("/admin/replays/{id}", QUERY),
            // open pages
            get("/check", QUERY),
            get("/openapi.yaml", QUERY),
            get("/problems", QUERY),
            get("/problems/{slug}", QUERY),
            // signing in, in the local run
            new Route(Route.ANY, "/issuer/**", ISSUER, false)));

    private final List<Compiled> routes;

    private record Compiled(Route route, Pattern pattern) {}

    /** What the table says about a request. */
    public sealed interface Match {
        record Found(Route route) implements Match {}

        /** The path is known, the method is not; {@code allowed} are the methods of the path. */
        record WrongMethod(Set<String> allowed) implements Match {}

        record Unknown() implements Match {}
    }

    public RouteTable(List<Route> routes) {
        this.routes = routes.stream()
                .map(route -> new Compiled(route, route.pattern()))
                .toList();
    }

    public List<Route> routes() {
        return routes.stream().map(Compiled::route).toList();
    }

    /** @param path decoded, without a query */
    public Match find(String method, String path) {
        List<Route> ofPath = new ArrayList<>();
        for (Compiled compiled : routes) {
            if (compiled.pattern().matcher(path).matches()) {
                if (compiled.route().takes(method)) {
                    return new Match.Found(compiled.route());
                }
                ofPath.add(compiled.route());
            }
        }
        if (ofPath.isEmpty()) {
            return new Match.Unknown();
        }
        Set<String> allowed = new TreeSet<>();
        ofPath.forEach(route -> allowed.add(route.method()));
        return new Match.WrongMethod(allowed);
    }

    private static Route get(String path, Upstream upstream) {
        return new Route("GET", path, upstream, false);
    }

    private static Route post(String path, Upstream upstream) {
        return new Route("POST", path, upstream, false);
    }

    private static Route delete(String path, Upstream upstream) {
        return new Route("DELETE", path, upstream, false);
    }

    private static Route stream(String path, Upstream upstream) {
        return new Route("GET", path, upstream, true);
    }
}
