package org.muster.coordinator.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.journal.Draft;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Codec;

/** Events as the journal holds them. Thread-safe. */
final class EventJson implements EventFormat {
  private static final String BEGIN = "{\"type\":\"";

  private final JsonMapper json = Codec.configured(JsonMapper.builder()).build();
  private final ObjectWriter writer = json.writerFor(Event.class);

  @Override
  public Draft draft(Event event) {
    String text = text(event);
    int end = text.indexOf('"', BEGIN.length());
    String rest = text.substring(end + 1);
    return new Draft(
        text.substring(BEGIN.length(), end),
        "{" + (rest.startsWith(",") ? rest.substring(1) : rest));
  }

  @Override
  public Event event(String type, String body) {
    String fields = body.substring(body.indexOf('{') + 1);
    String rest = fields.strip().equals("}") ? fields : "," + fields;
    try {
      return json.readValue(BEGIN + type + '"' + rest, Event.class);
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
    return json.getNodeFactory().rawValueNode(new RawValue(text));
  }

  /** The name of the type comes first, whatever the event. */
  private String text(Event event) {
    try {
      String text = writer.writeValueAsString(event);
      if (!text.startsWith(BEGIN)) {
        throw new MusterException(ErrorCode.INTERNAL, "an event without a type: " + text);
      }
      return text;
    } catch (JsonProcessingException e) {
      throw new MusterException(ErrorCode.INTERNAL, "writing an event", e);
    }
  }
}
