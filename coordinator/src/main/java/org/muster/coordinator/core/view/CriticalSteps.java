package org.muster.coordinator.core.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.muster.coordinator.core.plan.StepTemplate;
import org.muster.coordinator.core.state.DeploymentState;
import org.muster.coordinator.core.state.StepCell;
import org.muster.coordinator.core.state.StepStatus;
import org.muster.protocol.NodeId;
import org.muster.protocol.Phase;
import org.muster.protocol.StepResult;

/**
 * Why a deployment took as long as it did: the step that ended last, the one that this had waited
 * for last, and so on to the first. Of one that still runs, from the step that runs longest.
 */
final class CriticalSteps {
  private static final Comparator<StepCell> BY_END = Comparator.comparing(CriticalSteps::endOf);

  private final DeploymentState deployment;

  private CriticalSteps(DeploymentState deployment) {
    this.deployment = deployment;
  }

  static List<StepCell> of(DeploymentState deployment) {
    CriticalSteps steps = new CriticalSteps(deployment);
    List<StepCell> chain = new ArrayList<>();
    Optional<StepCell> next = steps.last();
    while (next.isPresent()) {
      chain.add(next.get());
      next = steps.before(next.get());
    }
    Collections.reverse(chain);
    return chain;
  }

  private Optional<StepCell> last() {
    List<StepCell> cells = deployment.cells();
    return cells.stream()
        .filter(cell -> cell.status() == StepStatus.RUNNING && cell.startedAt().isPresent())
        // Who waits at a barrier holds up nobody.
        .filter(cell -> !cell.isAtBarrier())
        .min(Comparator.comparing(cell -> cell.startedAt().orElseThrow()))
        .or(() -> cells.stream().filter(CriticalSteps::hasEnded).max(BY_END));
  }

  /** Strictly earlier, so that the chain ends whatever clocks say. */
  private Optional<StepCell> before(StepCell cell) {
    Instant start = cell.startedAt().orElse(Instant.MIN);
    return awaited(cell)
        .filter(CriticalSteps::hasEnded)
        .filter(other -> other.startedAt().orElse(Instant.MAX).isBefore(start))
        .max(BY_END);
  }

  private Stream<StepCell> awaited(StepCell cell) {
    StepTemplate template = cell.template();
    Stream<StepCell> here = template.local().stream().map(id -> deployment.cell(cell.node(), id));
    Stream<StepCell> everywhere = template.gates().stream().flatMap(this::onAllNodes);
    // Installations of a node run one after the other.
    Stream<StepCell> sameNode =
        template.phase() == Phase.INIT
            ? deployment.cellsOf(cell.node()).stream()
                .filter(other -> other.template().phase() == Phase.INIT)
            : Stream.empty();
    // Of nodes that come or go, old and new ones have different steps.
    return Stream.of(here, everywhere, sameNode).flatMap(cells -> cells).filter(Objects::nonNull);
  }

  private Stream<StepCell> onAllNodes(int id) {
    StepTemplate template = deployment.plan().template(id);
    return deployment.nodes().stream()
        .filter(node -> deployment.roleOf(node) == template.role())
        .map((NodeId node) -> deployment.cell(node, id));
  }

  private static boolean hasEnded(StepCell cell) {
    return cell.status().isFinal() && cell.startedAt().isPresent() && cell.result().isPresent();
  }

  private static Instant endOf(StepCell cell) {
    return cell.result().map(StepResult::finishedAt).orElse(Instant.MIN);
  }
}
