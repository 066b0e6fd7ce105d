package org.muster.agent.core;

import static java.util.Objects.requireNonNull;

import org.muster.protocol.StepOutcome;

/** Why the agent ended an attempt itself; durable before the first signal is sent. */
public record Verdict(StepOutcome outcome, String reason) {
  public Verdict {
    requireNonNull(outcome, "outcome is null");
    requireNonNull(reason, "reason is null");
  }
}
