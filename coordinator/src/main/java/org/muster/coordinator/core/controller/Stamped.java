package org.muster.coordinator.core.controller;

import java.time.Instant;
import org.muster.coordinator.core.event.Event;

/** An event and when it was decided. */
public record Stamped(Instant at, Event event) {}
