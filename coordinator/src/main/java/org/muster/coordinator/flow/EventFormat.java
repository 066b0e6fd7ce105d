package org.muster.coordinator.flow;

import com.fasterxml.jackson.databind.JsonNode;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.journal.Draft;

/** How events stand in the journal. Thread-safe. */
public interface EventFormat {
  Draft draft(Event event);

  /** The event of a draft, equal to the one that it was made of. */
  Event event(String type, String body);

  /** A draft's body, as the API shows it. */
  JsonNode body(String text);
}
