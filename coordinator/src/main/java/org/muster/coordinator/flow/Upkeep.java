package org.muster.coordinator.flow;

import static java.util.Objects.requireNonNull;

import org.muster.coordinator.artifact.Store;

/** What a coordinator tidies, and how much it leaves. */
public record Upkeep(Store store, Retention retention) {
  public Upkeep {
    requireNonNull(store, "store is null");
    requireNonNull(retention, "retention is null");
  }
}
