package org.muster.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The name of a node, such as {@code worker-3}; never reused within one life of its cluster. */
public record NodeId(@JsonValue String value) implements Comparable<NodeId> {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public NodeId {
    Names.check("node", value);
  }

  @Override
  public int compareTo(NodeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
