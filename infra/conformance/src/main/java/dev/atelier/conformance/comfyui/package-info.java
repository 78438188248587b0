/** What a ComfyUI has to do, checked with nodes that need no model. */
@NullMarked
package dev.atelier.conformance.comfyui;

import org.jspecify.annotations.NullMarked;
