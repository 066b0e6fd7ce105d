package org.muster.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One entry of the ledger: one call that asked a provider for nodes. */
public record LaunchId(@JsonValue String value) implements Comparable<LaunchId> {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public LaunchId {
    Names.check("launch", value);
  }

  @Override
  public int compareTo(LaunchId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
