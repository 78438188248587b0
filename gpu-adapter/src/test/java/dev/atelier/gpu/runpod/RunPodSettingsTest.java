package dev.atelier.gpu.runpod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RunPodSettingsTest {

    @Test
    void anEndpointAndAKeyAreEnough() {
        RunPodSettings settings = bind(Map.of("webhook-base", "", "result-hosts", ""));
        assertThat(settings.base()).isEqualTo("https://api.runpod.ai/v2/abc123");
        assertThat(settings.webhookBase()).isNull();
        assertThat(settings.resultHosts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "url,ftp://host",
        "url,https://user:pass@host/v2",
        "endpoint,''",
        "endpoint,a/b",
        "key,''",
        "places,0",
        "poll-first,0s",
        "away-limit,-1s",
        "output-bytes-max,0",
        "result-hosts,https://bucket.example/x",
        "webhook-base,hooks.example"
    })
    void aBadValueIsRefusedWithAMessageThatNamesTheProperty(String property, String value) {
        assertThatThrownBy(() -> bind(Map.of(property, value))).hasStackTraceContaining("atelier.runpod." + property);
    }

    /** The JDK's client would print the whole header. */
    @ParameterizedTest
    @ValueSource(strings = {"hush hush", "hush\nhush", "hush\u00e9"})
    void aKeyThatIsNoHeaderIsRefusedBeforeAnybodyPrintsIt(String key) {
        assertThatThrownBy(() -> bind(Map.of("key", key)))
                .hasStackTraceContaining("RUNPOD_API_KEY")
                .satisfies(failure -> {
                    assertThat(String.valueOf(((BindException) failure).getProperty()))
                            .doesNotContain("hush");
                    for (Throwable each = failure; each != null; each = each.getCause()) {
                        assertThat(each.getMessage()).doesNotContain("hush");
                    }
                });
    }

    @Test
    void theKeyIsNotPrinted() {
        assertThat(bind(Map.of("key", "hush"))).asString().doesNotContain("hush");
    }

    private static RunPodSettings bind(Map<String, String> given) {
        Map<String, String> all =
                new TreeMap<>(Map.of("atelier.runpod.endpoint", "abc123", "atelier.runpod.key", "some-key"));
        given.forEach((name, value) -> all.put("atelier.runpod." + name, value));
        return new Binder(new MapConfigurationPropertySource(all))
                .bind("atelier.runpod", RunPodSettings.class)
                .get();
    }
}
