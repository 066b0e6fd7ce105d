package org.muster.coordinator.http;

import static java.util.Objects.requireNonNull;

/** The secrets that callers show: who holds the first may do all, who holds the second may look. */
public record ApiTokens(ApiToken operator, ApiToken viewer) {
  public ApiTokens {
    requireNonNull(operator, "operator is null");
    requireNonNull(viewer, "viewer is null");
  }
}
