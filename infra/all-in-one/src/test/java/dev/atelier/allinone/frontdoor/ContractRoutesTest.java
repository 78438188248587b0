package dev.atelier.allinone.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.web.testing.OpenApi;
import org.junit.jupiter.api.Test;

/** What the contract promises is what the door lets through, and nothing else. */
class ContractRoutesTest {
    @Test
    void theDoorAndTheContractAgree() {
        assertThat(RouteTable.ATELIER.routes().stream()
                        .filter(route -> route.upstream() != Upstream.ISSUER)
                        .map(route -> route.method() + " " + route.path()))
                .containsExactlyInAnyOrderElementsOf(OpenApi.load().operations());
    }
}
