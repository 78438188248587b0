package dev.atelier.allinone.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.allinone.frontdoor.RouteTable.Match;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteTableTest {
    private static final RouteTable TABLE = RouteTable.ATELIER;

    @Test
    void methodAndPathDecideTogether() {
        assertThat(upstream("POST", "/api/jobs")).isEqualTo(Upstream.COMMAND);
        assertThat(upstream("GET", "/api/jobs")).isEqualTo(Upstream.QUERY);
        assertThat(upstream("GET", "/api/jobs/job-1")).isEqualTo(Upstream.QUERY);
        assertThat(upstream("POST", "/api/jobs/job-1/cancel")).isEqualTo(Upstream.COMMAND);
        assertThat(upstream("PATCH", "/issuer/oauth2/token")).isEqualTo(Upstream.ISSUER);
        assertThat(upstream("GET", "/issuer")).isEqualTo(Upstream.ISSUER);
    }

    @Test
    void aKnownPathNamesItsMethods() {
        assertThat(TABLE.find("PUT", "/api/jobs")).isEqualTo(new Match.WrongMethod(Set.of("GET", "POST")));
    }

    @Test
    void nothingElseIsKnown() {
        for (String path : List.of(
                "/",
                "/api",
                "/api/jobs/",
                "/api/jobs/a/b/c",
                "/api/jobs//cancel",
                "/issuers",
                "/openapi-yaml",
                "/actuator/health",
                "/error")) {
            assertThat(TABLE.find("GET", path)).as(path).isEqualTo(new Match.Unknown());
        }
    }

    @Test
    void noTwoRoutesWantTheSameRequest() {
        for (Route route : TABLE.routes()) {
            String example = route.path().replaceAll("\\{[^}]+}", "x").replace("/**", "/x");
            assertThat(TABLE.routes().stream()
                            .filter(other -> other.takes(route.method()))
                            .filter(other -> other.pattern().matcher(example).matches()))
                    .as(example)
                    .containsExactly(route);
        }
    }

    private static Upstream upstream(String method, String path) {
        return ((Match.Found) TABLE.find(method, path)).route().upstream();
    }
}
