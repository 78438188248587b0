package dev.atelier.emulators.comfyui.image;

/** What a link between two nodes carries. */
public sealed interface LinkValue permits ImageBatch, MaskBatch {}
