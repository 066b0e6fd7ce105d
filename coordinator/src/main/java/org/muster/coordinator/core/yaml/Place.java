package org.muster.coordinator.core.yaml;

import static java.util.Objects.requireNonNull;

/**
 * Where something is written, as editors count it.
 *
 * @param file name of the file, or of the option that says it
 * @param line from 1; 0 for the whole
 * @param column from 1; 0 for the whole line
 */
public record Place(String file, int line, int column) {
  public Place {
    requireNonNull(file, "file is null");
  }

  /** An option, or a file as a whole. */
  public static Place of(String file) {
    return new Place(file, 0, 0);
  }

  /** The mistake with its place before it. */
  public String says(String sentence) {
    return this + ": " + sentence;
  }

  @Override
  public String toString() {
    if (line == 0) {
      return file;
    }
    return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
  }
}
