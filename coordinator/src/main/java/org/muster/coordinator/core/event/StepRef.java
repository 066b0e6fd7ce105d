package org.muster.coordinator.core.event;

import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;
import org.muster.protocol.Phase;

/** A step within its deployment, whatever its attempts. */
public record StepRef(NodeId node, ModuleName module, Phase phase) {
  @Override
  public String toString() {
    return "%s %s on %s".formatted(module, phase, node);
  }
}
