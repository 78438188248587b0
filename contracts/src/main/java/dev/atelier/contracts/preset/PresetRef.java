package dev.atelier.contracts.preset;

/** A preset as it was at one revision (from 1): what a job was made from. */
public record PresetRef(PresetName name, int revision) {}
