@NullMarked
package dev.atelier.emulators.comfyui.image;

import org.jspecify.annotations.NullMarked;
