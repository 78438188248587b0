/**
 * Runs orders on RunPod serverless with worker-comfyui behind it. {@code /status} tells what is true, a webhook only when
 * to look. Written against RunPod's documentation of August 2026 (runpod/docs, serverless/endpoints) and worker-comfyui
 * 5.8.5.
 */
@NullMarked
package dev.atelier.gpu.runpod;

import org.jspecify.annotations.NullMarked;
