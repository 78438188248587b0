@NullMarked
package dev.atelier.emulators.comfyui.python;

import org.jspecify.annotations.NullMarked;
