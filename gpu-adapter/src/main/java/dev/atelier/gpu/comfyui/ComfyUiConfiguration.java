package dev.atelier.gpu.comfyui;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** ComfyUI as the adapter's back end. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ComfyUiSettings.class)
public class ComfyUiConfiguration {
    @Bean
    ComfyUi comfyUi(ComfyUiSettings settings) {
        return new ComfyUi(settings);
    }
}
