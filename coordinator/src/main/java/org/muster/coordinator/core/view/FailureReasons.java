package org.muster.coordinator.core.view;

import java.util.List;
import java.util.regex.Pattern;
import org.muster.coordinator.core.state.StepCell;
import org.muster.protocol.StepResult;

/** Says why a step failed so that nodes with the same trouble say the same. */
final class FailureReasons {
  private static final Pattern ADDRESS = Pattern.compile("\\b\\d{1,3}(\\.\\d{1,3}){3}\\b");

  private FailureReasons() {}

  /** The node's own name and addresses are left out, since they differ where the cause does not. */
  static String of(StepCell cell) {
    String reason = cell.result().map(FailureReasons::reason).orElse("it failed");
    String general =
        reason.replaceAll("\\b" + Pattern.quote(cell.node().value()) + "\\b", "this node");
    return ADDRESS.matcher(general).replaceAll("…");
  }

  private static String reason(StepResult result) {
    if (!result.reason().isEmpty()) {
      return result.reason();
    }
    List<String> tail = result.tail();
    return tail.isEmpty() ? "exit code " + result.exitCode() : tail.get(tail.size() - 1);
  }
}
