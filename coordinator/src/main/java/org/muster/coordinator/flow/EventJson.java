package org.muster.coordinator.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.journal.Draft;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Codec;

/** Events as the journal holds them. Thread-safe. */
final class EventJson implements EventFormat {
  private static final String TYPE = "type";

  private final JsonMapper json = Codec.configured(JsonMapper.builder()).build();

  @Override
  public Draft draft(Event event) {
    ObjectNode node = tree(event);
    String type = node.remove(TYPE).asText();
    return new Draft(type, node.toString());
  }

  @Override
  public Event event(String type, String body) {
    try {
      ObjectNode node = (ObjectNode) json.readTree(body);
      node.put(TYPE, type);
      return json.treeToValue(node, Event.class);
    } catch (JsonProcessingException e) {
      throw new MusterException(
          ErrorCode.STORAGE_FAILED,
          "reading an event '%s' of the journal: %s; was it written by a newer version?"
              .formatted(type, e.getOriginalMessage()),
          e);
    }
  }

  @Override
  public JsonNode body(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new MusterException(ErrorCode.STORAGE_FAILED, "reading an event of the journal", e);
    }
  }

  private ObjectNode tree(Event event) {
    try {
      // Through text: only then the type of the sealed interface is written.
      return (ObjectNode) json.readTree(json.writerFor(Event.class).writeValueAsString(event));
    } catch (JsonProcessingException e) {
      throw new MusterException(ErrorCode.INTERNAL, "writing an event", e);
    }
  }
}
