package org.muster.coordinator.core.view;

import java.util.List;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;

/** What a launch would do, without doing it. */
public record PlanView(
    String hash,
    int nodes,
    int steps,
    List<Row> rows,
    List<String> artifacts,
    String yaml,
    CriticalPathView criticalPath) {

  /** One module and phase on the nodes of one role, and what it waits for, in words. */
  public record Row(ModuleName module, Phase phase, Role role, int nodes, List<String> waitsFor) {}
}
