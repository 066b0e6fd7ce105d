package org.muster.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;

/** When a step began and ended, by the API. */
final class Times {
  private Times() {}

  static Instant started(JsonNode step) {
    return Instant.parse(step.path("startedAt").asText());
  }

  static Instant finished(JsonNode step) {
    return Instant.parse(step.path("finishedAt").asText());
  }

  static Duration took(JsonNode step) {
    return Duration.between(started(step), finished(step));
  }
}
