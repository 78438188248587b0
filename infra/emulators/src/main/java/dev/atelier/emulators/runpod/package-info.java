/**
 * A stand-in for RunPod serverless with worker-comfyui behind it, as production is documented (runpod/docs of August
 * 2026), not as the local server of RunPod's SDK behaves: the two differ in paths, states, ids and lifetimes.
 */
@NullMarked
package dev.atelier.emulators.runpod;

import org.jspecify.annotations.NullMarked;
