package org.muster.simulation;

import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.muster.coordinator.core.event.DeploymentOutcome;
import org.muster.coordinator.core.event.Event;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.protocol.DeploymentId;
import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;
import org.muster.protocol.Phase;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepOutcome;
import org.muster.protocol.StepResult;

/** 4. SUCCEEDED only with the durable results of all required nodes. */
final class SuccessIsProven extends Rule {
  private record Done(DeploymentId deployment, NodeId node, ModuleName module, Phase phase) {}

  private final Set<StepKey> onDisk = new HashSet<>();
  private final Set<Done> done = new HashSet<>();

  SuccessIsProven(World world) {
    super(4, world);
  }

  @Override
  void resultRecorded(Machine machine, StepKey step, StepResult result) {
    if (result.outcome() != StepOutcome.SUCCEEDED) {
      return;
    }
    onDisk.add(step);
    boolean exitedWell =
        machine
            .found(step)
            .flatMap(StepFiles::exit)
            .filter(e -> e.code().equals(OptionalInt.of(0)))
            .isPresent();
    if (!result.baked() && !exitedWell) {
      broken("machine %d says that %s succeeded, and no script did", machine.index(), step);
    }
  }

  @Override
  void appended(long epoch, Event event) {
    if (event instanceof Event.StepEnded ended
        && ended.result().outcome() == StepOutcome.SUCCEEDED) {
      StepKey step = ended.step();
      if (!onDisk.contains(step)) {
        broken("%s counts as succeeded, and its node has no such result", step);
      }
      done.add(new Done(step.deployment(), step.node(), step.module(), step.phase()));
    } else if (event instanceof Event.DeploymentEnded ended
        && ended.outcome() == DeploymentOutcome.SUCCEEDED) {
      checkAll(durable().deployment(ended.deployment()).orElseThrow());
    }
  }

  private void checkAll(DeploymentState deployment) {
    for (NodeId node : deployment.nodes()) {
      for (int id : deployment.plan().of(deployment.roleOf(node))) {
        ModuleName module = deployment.plan().template(id).module();
        Phase phase = deployment.plan().template(id).phase();
        if (Slice.isOf(deployment, node, phase)
            && !done.contains(new Done(deployment.id(), node, module, phase))) {
          broken("%s succeeded without %s %s on %s", deployment.id(), module, phase, node);
        }
      }
    }
  }
}
