package org.muster.protocol;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;

/**
 * The name of one attempt of a step, chosen by the coordinator: {@code
 * cluster/deployment/node/module/phase/attempt}. The same key always gets the same answer.
 *
 * @param attempt counts from 1
 */
public record StepKey(
    ClusterName cluster,
    DeploymentId deployment,
    NodeId node,
    ModuleName module,
    Phase phase,
    int attempt)
    implements Comparable<StepKey> {
  private static final Comparator<StepKey> ORDER =
      Comparator.comparing(StepKey::cluster)
          .thenComparing(StepKey::deployment)
          .thenComparing(StepKey::node)
          .thenComparing(StepKey::module)
          .thenComparing(StepKey::phase)
          .thenComparingInt(StepKey::attempt);

  public StepKey {
    requireNonNull(cluster, "cluster is null");
    requireNonNull(deployment, "deployment is null");
    requireNonNull(node, "node is null");
    requireNonNull(module, "module is null");
    requireNonNull(phase, "phase is null");
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt %d must be 1 or more".formatted(attempt));
    }
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static StepKey parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 6 || !parts[5].matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "step '%s' must be cluster/deployment/node/module/phase/attempt".formatted(text));
    }
    return new StepKey(
        new ClusterName(parts[0]),
        new DeploymentId(parts[1]),
        new NodeId(parts[2]),
        new ModuleName(parts[3]),
        Phase.of(parts[4]),
        Integer.parseInt(parts[5]));
  }

  /** The key as the name of one directory. No part may hold the separator, so keys stay apart. */
  public String directoryName() {
    return toString().replace('/', '_');
  }

  @Override
  public int compareTo(StepKey other) {
    return ORDER.compare(this, other);
  }

  @JsonValue
  @Override
  public String toString() {
    // Written for every message and event: a format would cost as much as all the rest of it.
    return cluster + "/" + deployment + "/" + node + "/" + module + "/" + phase + "/" + attempt;
  }
}
