package org.muster.coordinator.core.membership;

import static java.util.Objects.requireNonNull;

/** What the silence of one member means. */
public record Verdict<M>(M member, Silence silence) {
  public Verdict {
    requireNonNull(member, "member is null");
    requireNonNull(silence, "silence is null");
  }

  /** How long a member has said nothing. */
  public enum Silence {
    /** It missed pings, and may still answer. */
    LATE,
    /** Its lease has ended. */
    LOST
  }
}
