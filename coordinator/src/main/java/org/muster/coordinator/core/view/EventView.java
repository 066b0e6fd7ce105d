package org.muster.coordinator.core.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Instant;

/** One event of the journal as the API shows it. */
public record EventView(long seq, long epoch, Instant at, String type, String text, JsonNode body) {

  /** That something shown has changed, with no event: it has no sequence number. */
  public static EventView hint(String text) {
    return new EventView(0, 0, Instant.EPOCH, "hint", text, NullNode.getInstance());
  }
}
