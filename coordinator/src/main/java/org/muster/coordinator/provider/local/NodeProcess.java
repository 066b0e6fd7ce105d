package org.muster.coordinator.provider.local;

/**
 * One process, as the kernel showed it.
 *
 * @param nodeDirectory the node that it says it belongs to; empty when it says nothing
 */
public record NodeProcess(
    long pid, long startTime, long parent, long session, String nodeDirectory) {}
