package org.muster.coordinator.core.state;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.muster.coordinator.core.event.BarrierId;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.event.StepRef;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;
import org.muster.protocol.StepKey;

/** Folds what happens to steps, barriers and shared values. */
final class StepAppliers {
  private final ClusterState state;

  StepAppliers(ClusterState state) {
    this.state = state;
  }

  void register() {
    state.on(Event.StepAssigned.class, this::assigned);
    state.on(Event.StepRunning.class, this::running);
    state.on(Event.StepEnded.class, this::ended);
    state.on(Event.StepsSkipped.class, this::skipped);
    state.on(
        Event.StepsCancelled.class,
        (event, at) -> change(event.deployment(), event.steps(), cell -> cell.cancel(at)));
    state.on(Event.BarrierReached.class, this::barrierReached);
    state.on(Event.BarrierReleased.class, this::barrierReleased);
    state.on(Event.BarrierBroken.class, this::barrierBroken);
    state.on(Event.ValueShared.class, this::valueShared);
  }

  private void assigned(Event.StepAssigned event, Instant at) {
    change(event.step(), cell -> cell.assign(event.step().attempt(), at));
  }

  private void running(Event.StepRunning event, Instant at) {
    change(event.step(), cell -> cell.run(event.startedAt(), at));
    markSiblingBarriers(event.step());
  }

  private void ended(Event.StepEnded event, Instant at) {
    change(event.step(), cell -> cell.end(event.result(), event.willRetry(), at));
    state.settle(deployment(event.step()));
    deployment(event.step())
        .barriers()
        .forEach(
            barrier -> {
              if (isSibling(barrier.id(), event.step())) {
                barrier.withdraw(event.step().node(), roleOf(event.step()));
              }
            });
    markSiblingBarriers(event.step());
  }

  private void skipped(Event.StepsSkipped event, Instant at) {
    change(event.deployment(), event.steps(), cell -> cell.skip(event.reason(), at));
  }

  private void barrierReached(Event.BarrierReached event, Instant at) {
    StepKey step = event.step();
    BarrierId id = new BarrierId(step.module(), step.phase(), event.barrier().name());
    BarrierState barrier = deployment(step).barrierFor(id, event.barrier(), step.node(), at);
    boolean isNew = !barrier.hasArrived(step.node());
    barrier.arrive(step, event.request(), roleOf(step));
    if (isNew && !barrier.isReleased() && !barrier.isBroken()) {
      change(step, cell -> cell.waitAtBarrier(1));
    }
    state.changes().mark(step.deployment(), id);
  }

  private void barrierReleased(Event.BarrierReleased event, Instant at) {
    DeploymentState deployment = state.deployment(event.deployment()).orElseThrow();
    BarrierState barrier = deployment.barrier(event.barrier()).orElseThrow();
    barrier.release();
    leave(deployment, barrier);
  }

  private void barrierBroken(Event.BarrierBroken event, Instant at) {
    DeploymentState deployment = state.deployment(event.deployment()).orElseThrow();
    BarrierState barrier = deployment.barrier(event.barrier()).orElseThrow();
    barrier.breakFor(event.reason());
    leave(deployment, barrier);
  }

  private void leave(DeploymentState deployment, BarrierState barrier) {
    for (BarrierState.Arrival arrival : barrier.arrivals()) {
      StepKey step = arrival.step();
      deployment
          .cell(step.node(), step.module(), step.phase())
          .ifPresent(cell -> cell.waitAtBarrier(-1));
      state.changes().mark(step.node());
    }
    state.changes().mark(deployment.id());
  }

  private void valueShared(Event.ValueShared event, Instant at) {
    deployment(event.step()).share(event.key(), event.value());
  }

  private Role roleOf(StepKey step) {
    return deployment(step).roleOf(step.node());
  }

  private DeploymentState deployment(StepKey step) {
    return state.deployment(step.deployment()).orElseThrow();
  }

  private void change(StepKey step, Consumer<StepCell> change) {
    change(
        step.deployment(), List.of(new StepRef(step.node(), step.module(), step.phase())), change);
  }

  private void change(DeploymentId id, List<StepRef> steps, Consumer<StepCell> change) {
    DeploymentState deployment = state.deployment(id).orElseThrow();
    for (StepRef step : steps) {
      StepCell cell = deployment.cell(step.node(), step.module(), step.phase()).orElseThrow();
      int template = cell.template().id();
      boolean wasPassed = deployment.tally().isPassed(template);
      boolean wasDoomed = deployment.tally().isDoomed(template);
      deployment.tally().change(cell, () -> change.accept(cell));
      state.changes().mark(step.node());
      if (wasPassed != deployment.tally().isPassed(template)
          || wasDoomed != deployment.tally().isDoomed(template)) {
        deployment.nodes().forEach((NodeId node) -> state.changes().mark(node));
      }
    }
    state.changes().mark(id);
  }

  private void markSiblingBarriers(StepKey step) {
    for (BarrierState barrier : deployment(step).barriers()) {
      if (isSibling(barrier.id(), step)) {
        state.changes().mark(step.deployment(), barrier.id());
      }
    }
  }

  private static boolean isSibling(BarrierId barrier, StepKey step) {
    return barrier.module().equals(step.module()) && barrier.phase() == step.phase();
  }
}
