package org.muster.coordinator.core.event;

import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;

/** A named barrier of the siblings of one step, within a deployment. */
public record BarrierId(ModuleName module, Phase phase, String name) {
  @Override
  public String toString() {
    return "barrier '%s' of %s %s".formatted(name, module, phase);
  }
}
