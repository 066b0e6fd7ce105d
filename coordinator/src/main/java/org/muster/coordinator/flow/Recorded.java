package org.muster.coordinator.flow;

import java.time.Instant;
import org.muster.coordinator.core.event.Event;

/** An event that is durable. */
record Recorded(long seq, long epoch, Instant at, Event event) {}
