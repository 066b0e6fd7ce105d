package org.muster.protocol;

import static java.util.Objects.requireNonNull;

/** One line of the digest that an agent sends on connect: what it holds of one attempt. */
public record StepSummary(StepKey step, State state) {
  public StepSummary {
    requireNonNull(step, "step is null");
    requireNonNull(state, "state is null");
  }

  /** Results themselves follow as {@link AgentMessage.StepFinished}. */
  public enum State {
    @com.fasterxml.jackson.annotation.JsonProperty("queued")
    QUEUED,
    @com.fasterxml.jackson.annotation.JsonProperty("running")
    RUNNING,
    @com.fasterxml.jackson.annotation.JsonProperty("finished")
    FINISHED
  }
}
