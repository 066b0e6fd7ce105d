package org.muster.coordinator.core.module;

/** What becomes of a step whose process is gone without a result. */
public enum OnUnknown {
  RETRY,
  FAIL
}
