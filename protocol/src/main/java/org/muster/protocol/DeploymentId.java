package org.muster.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One application of a plan to a set of nodes; never reused within a cluster. */
public record DeploymentId(@JsonValue String value) implements Comparable<DeploymentId> {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public DeploymentId {
    Names.check("deployment", value);
  }

  @Override
  public int compareTo(DeploymentId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
