package org.muster.coordinator.core.controller;

/** An artifact that is at hand: its tree, and how many bytes it has. */
public record ArtifactAnswer(String artifact, String tree, long bytes) {}
