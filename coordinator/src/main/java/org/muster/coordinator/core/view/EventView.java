package org.muster.coordinator.core.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** One event of the journal as the API shows it. */
public record EventView(
    long seq, long epoch, Instant at, String type, String text, JsonNode body) {}
