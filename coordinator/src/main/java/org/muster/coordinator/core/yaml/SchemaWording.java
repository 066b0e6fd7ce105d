package org.muster.coordinator.core.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a validator found, in our words. The schema's descriptions say what a value must be. */
final class SchemaWording {
  private static final Set<String> ABOUT_A_KEY = Set.of("additionalProperties", "propertyNames");

  private final JsonNode schema;

  SchemaWording(JsonNode schema) {
    this.schema = schema;
  }

  boolean isAboutAKey(ValidationMessage message) {
    return message.getProperty() != null && ABOUT_A_KEY.contains(message.getType());
  }

  String sentence(ValidationMessage message) {
    JsonNode parent = parent(message);
    JsonNode value = message.getInstanceNode();
    return switch (message.getType()) {
      case "additionalProperties" ->
          "unknown key '%s'; %s"
              .formatted(
                  message.getProperty(),
                  Spelling.wayOut(message.getProperty(), names(parent.path("properties"))));
      case "required" -> "the key '%s' is missing".formatted(message.getProperty());
      case "enum" ->
          "%s is not known; %s"
              .formatted(
                  shown(value), Spelling.wayOut(value.asText(), texts(message.getSchemaNode())));
      case "minimum" ->
          "%s is too small; the least is %s".formatted(shown(value), message.getSchemaNode());
      case "maximum" ->
          "%s is too large; the most is %s".formatted(shown(value), message.getSchemaNode());
      default -> described(message, parent, value);
    };
  }

  private static String described(ValidationMessage message, JsonNode parent, JsonNode value) {
    String description = parent.path("description").asText("");
    if (value == null || value.isNull()) {
      return "the value is missing; it must be " + description;
    }
    if (description.isEmpty()) {
      return "%s: %s".formatted(shown(value), message.getError());
    }
    return "%s must be %s".formatted(value.isContainerNode() ? "this" : shown(value), description);
  }

  /** The schema that the broken rule is a part of. */
  private JsonNode parent(ValidationMessage message) {
    JsonPointer rule = JsonPointer.compile(message.getSchemaLocation().getFragment().toString());
    return schema.at(rule.head() == null ? rule : rule.head());
  }

  private static String shown(JsonNode value) {
    if (value == null || value.isNull() || value.isMissingNode()) {
      return "nothing";
    }
    if (value.isObject()) {
      return "a mapping";
    }
    if (value.isArray()) {
      return "a list";
    }
    String text = value.asText();
    return "'" + (text.length() > 80 ? text.substring(0, 77) + "..." : text) + "'";
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.toList());
  }
}
