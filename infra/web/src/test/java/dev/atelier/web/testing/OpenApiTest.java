package dev.atelier.web.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.error.ErrorCode;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The contract holds together, and what holds others to it notices. */
class OpenApiTest {
    private static final OpenApi CONTRACT = OpenApi.load();
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
    private static final String JSON = "application/json";

    @Test
    void nothingRefersToNowhere() {
        assertThat(CONTRACT.faults()).isEmpty();
    }

    @Test
    void everyVariableOfAPathIsExplained() {
        for (String operation : CONTRACT.operations()) {
            assertThat(CONTRACT.parameters(operation, "path"))
                    .as(operation)
                    .containsExactlyInAnyOrderElementsOf(VARIABLE.matcher(operation)
                            .results()
                            .map(found -> found.group(1))
                            .toList());
        }
    }

    @Test
    void theCatalogueOfErrorsIsTheCodes() {
        assertThat(CONTRACT.examples("ErrorCode"))
                .isEqualTo(Arrays.stream(ErrorCode.values()).map(Enum::name).toList());
    }

    @Test
    void aGoodAnswerHasNoFaults() {
        assertThat(CONTRACT.faults("GET", "/api/balance", 200, JSON, "{\"available\":3,\"held\":0,\"jobsInFlight\":0}"))
                .isEmpty();
        assertThat(CONTRACT.faults("GET", "/auth/check", 204, null, "")).isEmpty();
        assertThat(CONTRACT.faults("GET", "/api/events", 200, "text/event-stream", "data: 1\n\n"))
                .isEmpty();
    }

    @Test
    void aBadAnswerHasEachOfItsFaults() {
        assertThat(CONTRACT.faults("GET", "/api/balance", 200, JSON, "{\"available\":-3,\"held\":\"0\",\"more\":1}"))
                .containsExactlyInAnyOrder(
                        "GET /api/balance 200/jobsInFlight is missing",
                        "GET /api/balance 200/available is below 0",
                        "GET /api/balance 200/held is not integer",
                        "GET /api/balance 200/more is not in the contract");
        assertThat(CONTRACT.faults("POST", "/api/jobs", 202, JSON, "{\"id\":\"job-1\"}"))
                .contains("POST /api/jobs 202/id is not ^job-[0-9a-f-]{36}$", "POST /api/jobs 202/price is missing");
        assertThat(CONTRACT.faults("POST", "/api/jobs", 200, JSON, "{}"))
                .containsExactly("POST /api/jobs 200 fits 0 of the alternatives");
    }

    @Test
    void whatIsNotWrittenDownIsAFault() {
        assertThat(CONTRACT.faults("PUT", "/api/balance", 200, JSON, "{}")).hasSize(1);
        assertThat(CONTRACT.faults("GET", "/api/balance", 201, JSON, "{}")).hasSize(1);
        assertThat(CONTRACT.faults("GET", "/api/balance", 404, JSON, "{}")).hasSize(1);
        assertThat(CONTRACT.faults("GET", "/auth/check", 204, JSON, "{}")).hasSize(1);
    }
}
