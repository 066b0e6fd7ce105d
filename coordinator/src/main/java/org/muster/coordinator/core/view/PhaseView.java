package org.muster.coordinator.core.view;

import java.time.Instant;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;

/** One module and phase over all nodes: what a line of progress shows. */
public record PhaseView(
    ModuleName module,
    Phase phase,
    int total,
    int waiting,
    int running,
    int succeeded,
    int baked,
    int failed,
    int unknown,
    int skipped,
    int cancelled,
    Instant startedAt,
    Instant finishedAt) {}
