package org.muster.simulation;

/**
 * Something that a user does.
 *
 * @param detail what distinguishes this one from others of its kind
 */
record Act(Kind kind, long at, int detail) {

  /** What a user can do. */
  enum Kind {
    LAUNCH,
    DEPLOY,
    SCALE,
    REPLACE,
    RUN,
    CANCEL,
    RESUME,
    STOP,
    START,
    DESTROY
  }

  @Override
  public String toString() {
    return "user: %s (%d) at %d ms".formatted(kind, detail, at);
  }
}
