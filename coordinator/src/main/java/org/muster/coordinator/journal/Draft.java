package org.muster.coordinator.journal;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;

/** One event that is to be appended: its type, and itself as JSON. */
public record Draft(String type, String body) {
  public Draft {
    requireNonNull(type, "type is null");
    requireNonNull(body, "body is null");
    checkStorable("type", type);
    checkStorable("body", body);
  }

  // PostgreSQL refuses NUL in a text, and half a surrogate pair would be stored as a question mark.
  private static void checkStorable(String name, String text) {
    if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          "%s holds a NUL or half a surrogate pair; JSON has escapes for both".formatted(name));
    }
  }
}
