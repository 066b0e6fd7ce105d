package org.muster.coordinator.core.view;

import java.util.List;
import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;
import org.muster.protocol.Phase;
import org.muster.protocol.StepKey;

/** Steps that failed for one reason, with the last lines of the first. */
public record FailureView(
    ModuleName module,
    Phase phase,
    String reason,
    List<NodeId> nodes,
    StepKey first,
    int exitCode,
    List<String> tail) {}
