package org.muster.coordinator.cli;

import org.muster.error.ErrorCode;

/** What the process says to its caller. The numbers are a promise to scripts. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int ENVIRONMENT = 3;

  /** Unknown, partial or blocked: somebody has to look. */
  static final int UNCERTAIN = 4;

  static final int OUR_BUG = 70;

  private ExitCode() {}

  static int of(ErrorCode code) {
    if (code == ErrorCode.STEP_FAILED) {
      return FAILED;
    }
    return switch (code.blame()) {
      case USER -> USAGE;
      case ENVIRONMENT -> ENVIRONMENT;
      case US -> OUR_BUG;
    };
  }

  /** Of a deployment that is over, or blocked. */
  static int ofDeployment(String state) {
    return switch (state) {
      case "succeeded" -> DONE;
      case "blocked" -> UNCERTAIN;
      default -> FAILED;
    };
  }
}
