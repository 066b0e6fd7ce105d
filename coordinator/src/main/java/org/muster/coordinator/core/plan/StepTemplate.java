package org.muster.coordinator.core.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.muster.coordinator.core.module.PhaseRule;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;

/**
 * One module and phase for all nodes of one role: a step is a template on a node.
 *
 * @param id position in the plan; ready steps of a node start in this order
 * @param local templates of the same role that must have succeeded on the same node
 * @param gates templates that must have succeeded on every node of their role
 */
public record StepTemplate(
    int id,
    ModuleName module,
    Phase phase,
    Role role,
    PhaseRule rule,
    List<Integer> local,
    List<Integer> gates) {
  public StepTemplate {
    requireNonNull(module, "module is null");
    requireNonNull(phase, "phase is null");
    requireNonNull(role, "role is null");
    requireNonNull(rule, "rule is null");
    local = List.copyOf(local);
    gates = List.copyOf(gates);
  }

  /** Only {@code init} works without knowing who else is in the cluster. */
  public boolean needsMembership() {
    return phase != Phase.INIT;
  }
}
