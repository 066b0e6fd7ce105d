package org.muster.coordinator.core.view;

import java.time.Instant;
import java.util.List;
import org.muster.protocol.DeploymentId;

/**
 * One deployment as people see it.
 *
 * @param kind launch, deploy, command, start
 * @param state running, blocked, succeeded, failed or cancelled
 * @param reason one sentence when it failed, is blocked or was cancelled
 */
public record DeploymentView(
    DeploymentId id,
    String kind,
    String state,
    String reason,
    Instant startedAt,
    Instant finishedAt,
    List<PhaseView> phases,
    List<WaitView> waitingFor,
    List<FailureView> failures,
    List<StepView> steps) {}
