package org.muster.coordinator.core.view;

import java.time.Instant;
import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;
import org.muster.protocol.Phase;
import org.muster.protocol.StepKey;

/**
 * One step as people see it.
 *
 * @param key of its newest attempt; null before the first
 * @param state waiting, assigned, running, succeeded, failed, unknown, skipped or cancelled
 * @param detail why it failed, what it waits for, or what it shows; may be empty
 */
public record StepView(
    NodeId node,
    ModuleName module,
    Phase phase,
    StepKey key,
    int attempt,
    String state,
    boolean baked,
    Instant startedAt,
    Instant finishedAt,
    int percent,
    String detail,
    String lastLine) {}
