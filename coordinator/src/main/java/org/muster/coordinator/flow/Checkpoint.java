package org.muster.coordinator.flow;

import java.time.Instant;
import org.muster.coordinator.core.state.ClusterImage;

/**
 * What a snapshot holds.
 *
 * @param format which program wrote it, in which way; no other reads it
 * @param epoch of the last event that it covers
 * @param at when that event was decided
 */
record Checkpoint(String format, long epoch, Instant at, ClusterImage state) {}
