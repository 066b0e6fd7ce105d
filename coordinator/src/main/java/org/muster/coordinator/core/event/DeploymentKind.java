package org.muster.coordinator.core.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a deployment exists. */
public enum DeploymentKind {
  LAUNCH,
  DEPLOY,
  /** Init and setup again, after nodes were started or have rebooted. */
  REAPPLY,
  /** New nodes are set up; those that were there before run {@code join}. */
  JOIN,
  /** Nodes are drained by {@code leave} on all nodes, and removed once that has succeeded. */
  LEAVE,
  COMMAND;

  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
