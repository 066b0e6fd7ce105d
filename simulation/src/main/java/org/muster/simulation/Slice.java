package org.muster.simulation;

import org.muster.coordinator.core.state.DeploymentState;
import org.muster.protocol.NodeId;
import org.muster.protocol.Phase;

/** Which phases a deployment has for a node. */
final class Slice {
  private Slice() {}

  static boolean isOf(DeploymentState deployment, NodeId node, Phase phase) {
    boolean isNew = deployment.start().joining().contains(node);
    return switch (deployment.start().kind()) {
      case JOIN -> isNew ? phase != Phase.JOIN && phase != Phase.LEAVE : phase == Phase.JOIN;
      case LEAVE -> phase == Phase.LEAVE;
      case LAUNCH, DEPLOY, REAPPLY, COMMAND -> phase != Phase.JOIN && phase != Phase.LEAVE;
    };
  }
}
