package org.muster.it;

import java.util.List;

/** How a command ended, and what it said. */
record Result(List<String> command, int exitCode, String output, String errors) {

  String firstLine() {
    return output.lines().findFirst().orElse("");
  }

  /** Both streams, for a look that does not care. */
  String all() {
    return output + errors;
  }

  @Override
  public String toString() {
    return "'muster %s' ended with %d\nstdout:\n%s\nstderr:\n%s"
        .formatted(String.join(" ", command), exitCode, output, errors);
  }
}
