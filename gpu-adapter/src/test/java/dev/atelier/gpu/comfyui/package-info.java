@NullMarked
package dev.atelier.gpu.comfyui;

import org.jspecify.annotations.NullMarked;
