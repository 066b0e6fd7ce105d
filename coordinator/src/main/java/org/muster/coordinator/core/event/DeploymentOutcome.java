package org.muster.coordinator.core.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a deployment ended. */
public enum DeploymentOutcome {
  SUCCEEDED,
  FAILED,
  CANCELLED;

  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
