package org.muster.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The name of a module: the folder that holds its manifest and scripts. */
public record ModuleName(@JsonValue String value) implements Comparable<ModuleName> {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ModuleName {
    Names.check("module", value);
  }

  @Override
  public int compareTo(ModuleName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
