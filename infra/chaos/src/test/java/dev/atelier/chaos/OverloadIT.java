package dev.atelier.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * Far more than can be done, for seconds: refusals say when to come again, memory stays, and nothing is lost. How much
 * more it was is a matter of the machine, which {@code ./chaos overload} judges and this test does not.
 */
class OverloadIT {
    private static final String GROWTH = ".heap-growth-mb.";
    private static final double GROWTH_MAX = 100;

    @Test
    void what_cannot_be_done_is_refused_kindly_and_recovered_from() throws Exception {
        Process run = new ProcessBuilder(ChaosIT.command("overload", "--seconds", "8"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        run.waitFor();

        assertThat(said)
                .contains("recovered.accepted-of-100=100", "complaints=0", "lost=0 twice=0 stuck=0")
                .doesNotContain("crowd.refused-503=0");
        assertThat(said.lines().filter(line -> line.contains(GROWTH)))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(Double.parseDouble(line.substring(line.indexOf('=') + 1)))
                        .as(line)
                        .isLessThan(GROWTH_MAX));
    }
}
