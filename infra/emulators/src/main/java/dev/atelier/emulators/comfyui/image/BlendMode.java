package dev.atelier.emulators.comfyui.image;

import java.util.Arrays;

/** The {@code blend_mode} of the node ImageBlend: what a value below and a value above make. */
public enum BlendMode {
    NORMAL {
        @Override
        float mix(float below, float above) {
            return above;
        }
    },
    MULTIPLY {
        @Override
        float mix(float below, float above) {
            return below * above;
        }
    },
    SCREEN {
        @Override
        float mix(float below, float above) {
            return 1 - (1 - below) * (1 - above);
        }
    },
    OVERLAY {
        @Override
        float mix(float below, float above) {
            return below <= 0.5f ? 2 * below * above : 1 - 2 * (1 - below) * (1 - above);
        }
    },
    SOFT_LIGHT {
        @Override
        float mix(float below, float above) {
            return above <= 0.5f
                    ? below - (1 - 2 * above) * below * (1 - below)
                    : below + (2 * above - 1) * (lit(below) - below);
        }
    },
    DIFFERENCE {
        @Override
        float mix(float below, float above) {
            return below - above;
        }
    };

    abstract float mix(float below, float above);

    /** Blends two pictures of one size (see {@link ImageBatch} for the layout); the result is cut to 0..1. */
    public float[] blend(float[] below, float[] above, float factor) {
        float[] out = new float[below.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.clamp(below[i] * (1 - factor) + mix(below[i], above[i]) * factor, 0f, 1f);
        }
        return out;
    }

    public static BlendMode of(String wireName) {
        return Arrays.stream(values())
                .filter(mode -> mode.name().equalsIgnoreCase(wireName))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no blend mode " + wireName));
    }

    private static float lit(float x) {
        return x <= 0.25f ? ((16 * x - 12) * x + 4) * x : (float) Math.sqrt(x);
    }
}
