package org.muster.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.flow.EventFormat;
import org.muster.coordinator.journal.Draft;

/** Events as numbers: writing JSON would take most of the time of a run. */
final class EventTable implements EventFormat {
  private final List<Event> events = new ArrayList<>();

  @Override
  public Draft draft(Event event) {
    events.add(event);
    return new Draft(event.getClass().getSimpleName(), Integer.toString(events.size() - 1));
  }

  @Override
  public Event event(String type, String body) {
    return events.get(Integer.parseInt(body));
  }

  @Override
  public JsonNode body(String text) {
    return MissingNode.getInstance();
  }
}
