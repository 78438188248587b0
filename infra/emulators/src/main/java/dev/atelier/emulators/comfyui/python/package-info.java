/** The few rules of Python that show on the wire: how values are converted, printed, compared and refused. */
@NullMarked
package dev.atelier.emulators.comfyui.python;

import org.jspecify.annotations.NullMarked;
