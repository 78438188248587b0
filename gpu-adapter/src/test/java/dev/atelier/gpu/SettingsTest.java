package dev.atelier.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atelier.gpu.comfyui.ComfyUiSettings;
import dev.atelier.gpu.run.GpuSettings;
import dev.atelier.gpu.storage.S3Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SettingsTest {
    private static final Map<String, String> ENOUGH = Map.of(
            "atelier.comfyui.url", "http://127.0.0.1:8188",
            "atelier.s3.access-key", "a",
            "atelier.s3.secret-key", "b");

    @Test
    void theDefaultsAreThoseOfTheDesign() {
        GpuSettings gpu = bind("atelier.gpu", GpuSettings.class, Map.of());
        assertThat(gpu.pools()).isEqualTo(List.of("image"));
        assertThat(gpu.concurrentJobs()).isEqualTo(3);
        assertThat(gpu.heartbeatInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(gpu.worker()).startsWith("gpu-");
        assertThat(bind("atelier.gpu", GpuSettings.class, Map.of()).worker()).isNotEqualTo(gpu.worker());
        assertThat(bind("atelier.s3", S3Settings.class, Map.of("atelier.s3.endpoint", ""))
                        .endpoint())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "atelier.gpu.worker,Not A Name",
        "atelier.gpu.pools,im age",
        "atelier.gpu.concurrent-jobs,0",
        "atelier.gpu.heartbeat-interval,0s",
        "atelier.gpu.claim-timeout,-1s",
        "atelier.comfyui.url,ftp://host",
        "atelier.comfyui.url,127.0.0.1:8188",
        "atelier.comfyui.url,http://host?x=y",
        "atelier.comfyui.settle-time,0s",
        "atelier.comfyui.memory-pause,0s",
        "atelier.comfyui.silence-limit,-1s",
        "atelier.comfyui.output-bytes-max,0",
        "atelier.s3.endpoint,nowhere",
        "atelier.s3.bucket,''",
        "atelier.s3.secret-key,' '"
    })
    void aBadValueIsRefusedWithAMessageThatNamesTheProperty(String property, String value) {
        assertThatThrownBy(() -> bindAll(Map.of(property, value))).hasStackTraceContaining(property);
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(bind("atelier.s3", S3Settings.class, Map.of("atelier.s3.secret-key", "hush")))
                .asString()
                .doesNotContain("hush");
    }

    private static void bindAll(Map<String, String> settings) {
        bind("atelier.gpu", GpuSettings.class, settings);
        bind("atelier.comfyui", ComfyUiSettings.class, settings);
        bind("atelier.s3", S3Settings.class, settings);
    }

    private static <T> T bind(String prefix, Class<T> type, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(ENOUGH);
        all.putAll(settings);
        return new Binder(new MapConfigurationPropertySource(all)).bindOrCreate(prefix, type);
    }
}
