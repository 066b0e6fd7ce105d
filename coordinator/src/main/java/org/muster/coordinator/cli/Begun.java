package org.muster.coordinator.cli;

/** What the API answers when a deployment has begun. */
record Begun(String deployment) {}
