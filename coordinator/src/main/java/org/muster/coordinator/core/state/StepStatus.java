package org.muster.coordinator.core.state;

import java.util.Locale;

/**
 * The life of a step.
 *
 * <pre>
 *  WAITING ─ready─► ASSIGNED ─started─► RUNNING ─exit 0─► SUCCEEDED
 *     │                │                   ├─exit ≠ 0, timeout─► FAILED
 *     │                └──── node lost ────┴─► UNKNOWN ─node back─► ASSIGNED
 *     ├── dependency failed ─► SKIPPED
 *     └── cancel ─► CANCELLED
 * </pre>
 *
 * A FAILED or UNKNOWN attempt that is tried again goes back to WAITING.
 */
public enum StepStatus {
  WAITING(false),
  ASSIGNED(false),
  RUNNING(false),
  UNKNOWN(false),
  SUCCEEDED(true),
  FAILED(true),
  SKIPPED(true),
  CANCELLED(true);

  private final boolean isFinal;

  StepStatus(boolean isFinal) {
    this.isFinal = isFinal;
  }

  /** Whether nothing changes any more, unless the deployment is resumed. */
  public boolean isFinal() {
    return isFinal;
  }

  /** Whether an attempt is under way on a node. */
  public boolean isActive() {
    return this == ASSIGNED || this == RUNNING;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
