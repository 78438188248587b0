package dev.atelier.emulators.comfyui.http;

import java.util.UUID;

/** The only accepted spelling of an id: as a UUID prints itself, lower case, with hyphens. */
final class JobIds {

    private JobIds() {}

    static boolean isValid(String id) {
        try {
            return UUID.fromString(id).toString().equals(id);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
