package org.muster.agent.step;

/**
 * Which process runs the script, as the runner itself wrote it down.
 *
 * @param startTime field 22 of {@code /proc/PID/stat}: with the boot it makes the pid unmistakable
 */
record RunnerRecord(long pid, long startTime, String bootId) {}
