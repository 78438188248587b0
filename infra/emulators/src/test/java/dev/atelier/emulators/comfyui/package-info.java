@NullMarked
package dev.atelier.emulators.comfyui;

import org.jspecify.annotations.NullMarked;
