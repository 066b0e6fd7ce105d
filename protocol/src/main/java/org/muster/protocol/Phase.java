package org.muster.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/** When a module's script runs. The first four make a deployment; the last two follow changes. */
public enum Phase {
  INIT,
  SETUP,
  TEST,
  RUN,
  JOIN,
  LEAVE;

  /** The phases of a launch, in order. */
  public static final List<Phase> DEPLOYMENT = List.of(INIT, SETUP, TEST, RUN);

  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  public static Phase of(String label) {
    for (Phase phase : values()) {
      if (phase.label().equals(label)) {
        return phase;
      }
    }
    throw new IllegalArgumentException(
        "phase '%s' is unknown; use init, setup, test, run, join or leave".formatted(label));
  }

  @Override
  public String toString() {
    return label();
  }
}
