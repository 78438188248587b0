package dev.atelier.emulators.comfyui.http;

import com.sun.management.OperatingSystemMXBean;
import dev.atelier.emulators.comfyui.Generation;
import dev.atelier.emulators.comfyui.node.NodeCatalogue;
import java.lang.management.ManagementFactory;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the server says about itself. */
final class SystemRoutes {

    /** The protocol that is spoken. */
    private static final List<String> MODEL_FOLDERS = List.of(
            "checkpoints",
            "configs",
            "loras",
            "vae",
            "text_encoders",
            "diffusion_models",
            "clip_vision",
            "style_models",
            "embeddings",
            "diffusers",
            "vae_approx",
            "controlnet",
            "gligen",
            "upscale_models",
            "latent_upscale_models",
            "custom_nodes",
            "datasets",
            "hypernetworks",
            "photomaker",
            "classifiers",
            "model_patches",
            "audio_encoders",
            "background_removal",
            "frame_interpolation",
            "geometry_estimation",
            "optical_flow",
            "detection");

    private static final List<String> NEWER_FOLDERS = List.of(
            "latent_upscale_models",
            "datasets",
            "background_removal",
            "frame_interpolation",
            "geometry_estimation",
            "optical_flow",
            "detection");

    private final NodeCatalogue catalogue;

    SystemRoutes(NodeCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/system_stats", ask -> Answer.json(stats())),
                Route.get("/features", ask -> Answer.json(features(catalogue.generation()))),
                Route.get("/object_info", ask -> Answer.json(catalogue.all())),
                Route.get("/object_info/{node_class}", this::nodeClass),
                Route.get("/models", ask -> Answer.json(models())),
                Route.get("/models/{folder}", this::modelsIn),
                Route.get("/embeddings", ask -> Answer.json(JsonNodeFactory.instance.arrayNode())));
    }

    /** The feature flags, also sent as the answer to a client's own. */
    static ObjectNode features(Generation generation) {
        ObjectNode features = JsonNodeFactory.instance.objectNode();
        if (generation.isOld()) {
            return features.put("supports_preview_metadata", true).put("max_upload_size", HttpFace.BODY_BYTES_MAX);
        }
        features.put("supports_preview_metadata", true).put("supports_model_type_tags", true);
        features.put("max_upload_size", HttpFace.BODY_BYTES_MAX);
        features.putObject("extension").putObject("manager").put("supports_v4", true);
        return features.put("node_replacements", true).put("assets", false);
    }

    private boolean isOld() {
        return catalogue.generation().isOld();
    }

    private ObjectNode stats() {
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long total = machine.getTotalMemorySize();
        long free = machine.getFreeMemorySize();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode system = body.putObject("system");
        system.put("os", isOld() ? "posix" : "linux")
                .put("ram_total", total)
                .put("ram_free", free)
                .put("comfyui_version", catalogue.generation().version());
        system.putNull("required_frontend_version").putNull("installed_templates_version");
        system.putNull("required_templates_version");
        if (!isOld()) {
            system.putArray("comfy_package_versions");
        }
        system.put(
                "python_version", "none (emulator on Java " + Runtime.version().feature() + ")");
        system.put("pytorch_version", "none").put("embedded_python", false);
        if (!isOld()) {
            system.put("deploy_environment", "emulator");
        }
        system.putArray("argv").add("emulator");
        ObjectNode device = body.putArray("devices").addObject();
        device.put("name", "cpu").put("type", "cpu").putNull("index");
        device.put("vram_total", total).put("vram_free", free);
        device.put("torch_vram_total", total).put("torch_vram_free", free);
        return body;
    }

    private Answer nodeClass(Ask ask) {
        String name = ask.variable("node_class");
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        catalogue.find(name).ifPresent(declaration -> body.set(name, declaration));
        return Answer.json(body);
    }

    private ArrayNode models() {
        ArrayNode folders = JsonNodeFactory.instance.arrayNode();
        MODEL_FOLDERS.stream().filter(this::isKnown).forEach(folders::add);
        return folders;
    }

    private boolean isKnown(String folder) {
        return !isOld() || !NEWER_FOLDERS.contains(folder);
    }

    private Answer modelsIn(Ask ask) {
        String folder = ask.variable("folder");
        return MODEL_FOLDERS.contains(folder) && isKnown(folder)
                ? Answer.json(JsonNodeFactory.instance.arrayNode())
                : Answer.empty(404);
    }
}
