package org.muster.coordinator.core.yaml;

import static java.util.Objects.requireNonNull;

/** A text, and where it is written. */
public record Placed(String text, Place place) {
  public static final Placed NOTHING = new Placed("", Place.of(""));

  public Placed {
    requireNonNull(text, "text is null");
    requireNonNull(place, "place is null");
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** A mistake in this text. */
  public String says(String sentence) {
    return place.says(sentence);
  }

  @Override
  public String toString() {
    return text;
  }
}
