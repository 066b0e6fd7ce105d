package org.muster.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an attempt ended, as its node knows it. */
public enum StepOutcome {
  @JsonProperty("succeeded")
  SUCCEEDED,
  /** The script exited with another code than 0, timed out, or could not be prepared. */
  @JsonProperty("failed")
  FAILED,
  @JsonProperty("cancelled")
  CANCELLED,
  /** The process is gone and left no result: nobody can tell what it did. */
  @JsonProperty("unknown")
  UNKNOWN,
  /** The intent was recorded, and it is proven that no process ever started. */
  @JsonProperty("not-started")
  NOT_STARTED
}
