package org.muster.coordinator.journal;

import static java.util.Objects.requireNonNull;

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
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isPair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (c == '\0' || (Character.isSurrogate(c) && !isPair)) {
        throw new IllegalArgumentException(
            "%s holds a NUL or half a surrogate pair; JSON has escapes for both".formatted(name));
      }
      i += isPair ? 1 : 0;
    }
  }
}
