package org.muster.coordinator.core.controller;

import java.util.List;
import java.util.Objects;
import org.muster.coordinator.core.event.DeploymentKind;
import org.muster.coordinator.core.plan.StepTemplate;
import org.muster.coordinator.core.state.ClusterState;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.NodeState;
import org.muster.coordinator.core.state.StepCell;
import org.muster.coordinator.core.state.StepStatus;
import org.muster.coordinator.core.state.StepTally;
import org.muster.protocol.NodeId;
import org.muster.protocol.Phase;

/** Whether a step may start, and whether it ever can. */
final class Readiness {
  private final ClusterState state;

  Readiness(ClusterState state) {
    this.state = state;
  }

  boolean isReady(DeploymentState deployment, StepCell cell) {
    StepTemplate template = cell.template();
    boolean needsAll = template.needsMembership() || !template.gates().isEmpty();
    if ((needsAll && !deployment.isFrozen()) || !deployment.hasArtifacts(template.module())) {
      return false;
    }
    for (int id : template.local()) {
      if (deployment.cell(cell.node(), id).status() != StepStatus.SUCCEEDED) {
        return false;
      }
    }
    return template.gates().stream().allMatch(deployment.tally()::isPassed);
  }

  /** Why the step can never start; empty while it can. */
  String whyNever(DeploymentState deployment, NodeState node, StepCell cell) {
    String notLaunched = whyNotLaunched(node);
    if (!notLaunched.isEmpty()) {
      return notLaunched;
    }
    if (cell.template().phase() == Phase.JOIN && !deployment.isFrozen()) {
      String nobody = whyNobodyJoins(deployment);
      if (!nobody.isEmpty()) {
        return nobody;
      }
    }
    if (deployment.start().kind() != DeploymentKind.COMMAND) {
      String artifact = deployment.artifactFailure(cell.template().module());
      if (!artifact.isEmpty()) {
        return artifact;
      }
    }
    for (int id : cell.template().local()) {
      StepCell before = deployment.cell(cell.node(), id);
      if (before.status().isFinal() && before.status() != StepStatus.SUCCEEDED) {
        return because(List.of(before));
      }
    }
    for (int id : cell.template().gates()) {
      if (deployment.tally().isDoomed(id)) {
        return because(culprits(deployment, id));
      }
    }
    return "";
  }

  private String whyNotLaunched(NodeState node) {
    String failure = Growth.launchFailure(state, node);
    return failure.isEmpty() || node.facts().isPresent()
        ? ""
        : "%s could not be launched: %s".formatted(node.id(), failure);
  }

  private String whyNobodyJoins(DeploymentState deployment) {
    String why = "the nodes that were to join were taken out";
    for (NodeId id : deployment.start().joining()) {
      if (deployment.has(id)) {
        why = whyNotLaunched(state.node(id).orElseThrow());
        if (why.isEmpty()) {
          return "";
        }
      }
    }
    return why;
  }

  private static List<StepCell> culprits(DeploymentState deployment, int template) {
    StepTally tally = deployment.tally();
    int doomed =
        tally.count(template, StepStatus.FAILED)
            + tally.count(template, StepStatus.SKIPPED)
            + tally.count(template, StepStatus.CANCELLED);
    return deployment.nodes().stream()
        .filter(node -> deployment.roleOf(node) == deployment.plan().template(template).role())
        .map(node -> deployment.cell(node, template))
        .filter(Objects::nonNull)
        .filter(cell -> cell.status().isFinal() && cell.status() != StepStatus.SUCCEEDED)
        .limit(doomed)
        .toList();
  }

  /** The root of it: a step that was skipped says why itself. */
  private static String because(List<StepCell> culprits) {
    for (StepCell cell : culprits) {
      if (cell.status() != StepStatus.SKIPPED) {
        return "%s %s".formatted(cell.ref(), cell.status().label());
      }
    }
    return culprits.get(0).skipReason();
  }
}
