package org.muster.agent.step;

import static java.util.Objects.requireNonNull;

import org.muster.protocol.StepOutcome;

/** Why the agent ended an attempt itself; durable before the first signal is sent. */
record Verdict(StepOutcome outcome, String reason) {
  Verdict {
    requireNonNull(outcome, "outcome is null");
    requireNonNull(reason, "reason is null");
  }
}
