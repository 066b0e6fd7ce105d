package org.muster.coordinator.flow;

import org.muster.protocol.AgentMessage;

/**
 * What a node has seen of the coordinators that it obeyed. To one that knows more than our journal
 * we may not speak: it has obeyed another head since, or would take a new step for one that it has
 * done.
 *
 * @param epoch the highest that it has seen
 * @param deployments the highest number of one that it holds a step of
 */
record Seniority(long epoch, int deployments) {

  static Seniority of(AgentMessage.Hello hello) {
    int highest =
        hello.steps().stream()
            .map(held -> held.step().deployment().value())
            .filter(id -> id.matches("d[0-9]{1,9}"))
            .mapToInt(id -> Integer.parseInt(id.substring(1)))
            .max()
            .orElse(0);
    return new Seniority(hello.maxEpoch(), highest);
  }

  /** Whether a journal that knows no more than this is behind the node. */
  boolean isAbove(long knownEpoch, int knownDeployments) {
    return epoch > knownEpoch || deployments > knownDeployments;
  }

  /** What people are told, and what to do. */
  String reason(long knownEpoch, int knownDeployments) {
    String seen =
        epoch > knownEpoch
            ? "epoch %d of this cluster, and this coordinator's journal knows %d only"
                .formatted(epoch, knownEpoch)
            : "deployment d%d, and this coordinator's journal knows %d deployments only"
                .formatted(deployments, knownDeployments);
    return ("it has seen %s. If another coordinator owns the cluster, ask that one; if the journal"
            + " was restored from a backup, run 'muster coordinator stop' and 'muster coordinator"
            + " start --adopt'")
        .formatted(seen);
  }
}
