package dev.atelier.gpu;

import dev.atelier.gpu.comfyui.ComfyUiConfiguration;
import dev.atelier.gpu.runpod.RunPodConfiguration;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** RunPod where an endpoint of it is set and no ComfyUI is, else ComfyUI. */
final class BackendChoice implements ImportSelector, EnvironmentAware {
    private boolean runPod;

    @Override
    public void setEnvironment(Environment environment) {
        boolean hasEndpoint =
                !environment.getProperty("atelier.runpod.endpoint", "").isBlank();
        runPod = hasEndpoint && environment.getProperty("COMFYUI_URL", "").isBlank();
    }

    @Override
    public String[] selectImports(AnnotationMetadata importing) {
        return new String[] {(runPod ? RunPodConfiguration.class : ComfyUiConfiguration.class).getName()};
    }
}
