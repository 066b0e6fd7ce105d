package org.muster.coordinator.core.module;

import static java.util.Objects.requireNonNull;

import org.muster.protocol.ModuleName;

/**
 * That a module's phase waits for the same phase of another.
 *
 * @param isClusterWide on every node of that module, not only on the own one
 */
public record Requirement(ModuleName module, boolean isClusterWide) {
  public Requirement {
    requireNonNull(module, "module is null");
  }
}
