package org.muster.coordinator.core.view;

import java.time.Instant;
import java.util.List;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.StepKey;

/**
 * One deployment as people see it.
 *
 * @param kind launch, deploy, reapply, join, leave, command
 * @param state running, blocked, succeeded, failed or cancelled
 * @param reason one sentence when it failed, is blocked or was cancelled
 * @param criticalPath why it took so long: each step was the last that the next one waited for;
 *     like the steps only where they were asked for
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
    List<StepView> steps,
    List<StepKey> criticalPath) {
  public DeploymentView {
    criticalPath = criticalPath == null ? List.of() : List.copyOf(criticalPath);
  }
}
