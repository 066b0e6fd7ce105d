package org.muster.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The name that a user gave to a cluster. */
public record ClusterName(@JsonValue String value) implements Comparable<ClusterName> {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ClusterName {
    Names.check("cluster name", value);
  }

  @Override
  public int compareTo(ClusterName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
