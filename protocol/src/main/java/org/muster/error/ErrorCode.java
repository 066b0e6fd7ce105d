package org.muster.error;

/** What went wrong, for machines. Names travel on the wire: add, never rename. */
public enum ErrorCode {
  INVALID_INPUT(Blame.USER, false),
  NOT_FOUND(Blame.USER, false),
  CONFLICT(Blame.USER, false),
  UNAUTHORIZED(Blame.USER, false),
  JOIN_REFUSED(Blame.USER, false),
  STEP_FAILED(Blame.USER, false),
  INCOMPATIBLE_VERSION(Blame.USER, false),
  NODE_UNREACHABLE(Blame.ENVIRONMENT, true),
  COORDINATOR_UNREACHABLE(Blame.ENVIRONMENT, true),
  ARTIFACT_UNAVAILABLE(Blame.ENVIRONMENT, true),
  ARTIFACT_CORRUPT(Blame.ENVIRONMENT, false),
  PROVIDER_FAILED(Blame.ENVIRONMENT, true),
  STORAGE_FAILED(Blame.ENVIRONMENT, false),
  OWNERSHIP_LOST(Blame.ENVIRONMENT, true),
  ENVIRONMENT(Blame.ENVIRONMENT, false),
  UNREADABLE_MESSAGE(Blame.US, false),
  INTERNAL(Blame.US, false);

  /** Who has to act: decides the exit code, the log level and the wording. */
  public enum Blame {
    USER,
    ENVIRONMENT,
    US
  }

  private final Blame blame;
  private final boolean retryable;

  ErrorCode(Blame blame, boolean retryable) {
    this.blame = blame;
    this.retryable = retryable;
  }

  public Blame blame() {
    return blame;
  }

  /** Whether the same call may succeed later without anybody changing anything. */
  public boolean isRetryable() {
    return retryable;
  }
}
