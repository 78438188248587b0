package dev.atelier.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Four times what can be done, for seconds: refusals are early and kind, memory stays, and nothing is lost. */
class OverloadIT {
    @Test
    void four_times_the_sustainable_load_is_refused_kindly_and_recovered_from() throws Exception {
        Process run = new ProcessBuilder(ChaosIT.command("overload", "--seconds", "8"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).contains("recovered.accepted-of-100=100", "lost=0 twice=0 stuck=0");
        assertThat(run.waitFor()).as(said).isZero();
    }
}
