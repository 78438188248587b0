package dev.atelier.emulators.comfyui;

/** Which ComfyUI is played: the protocol changed in between. */
public enum Generation {
    /** October 2025: no {@code /api/jobs}, any text is a prompt's id, other words for a graph that cannot be. */
    V0_3_64("0.3.64"),
    /** August 2026. */
    V0_33_0("0.33.0");

    private final String version;

    Generation(String version) {
        this.version = version;
    }

    /** As {@code /system_stats} tells it. */
    public String version() {
        return version;
    }

    /** Whether it is the older one. */
    public boolean isOld() {
        return this == V0_3_64;
    }
}
