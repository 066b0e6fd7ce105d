package org.muster.protocol;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What a provider has given notice of to one of its instances.
 *
 * @param action of an interruption: what will be done to the instance, such as {@code terminate},
 *     {@code stop} or {@code hibernate}; else empty
 * @param time of an interruption: when it is done; of a rebalance recommendation: when it was given
 */
public record InstanceNotice(Kind kind, String action, Instant time) {
  private static final Pattern ACTION = Pattern.compile("[a-z][a-z-]{0,31}");

  /** What the notice is of. */
  public enum Kind {
    /** The provider takes the instance back. */
    @JsonProperty("interruption")
    INTERRUPTION,
    /** The instance is more likely than others to be taken back. */
    @JsonProperty("rebalance")
    REBALANCE
  }

  public InstanceNotice {
    requireNonNull(kind, "kind is null");
    requireNonNull(time, "time is null");
    action = action == null ? "" : action;
    boolean isFit = kind == Kind.INTERRUPTION ? ACTION.matcher(action).matches() : action.isEmpty();
    if (!isFit) {
      throw new IllegalArgumentException("'%s' is no action of a notice".formatted(action));
    }
  }

  public static InstanceNotice interruption(String action, Instant time) {
    return new InstanceNotice(Kind.INTERRUPTION, action, time);
  }

  public static InstanceNotice rebalance(Instant time) {
    return new InstanceNotice(Kind.REBALANCE, "", time);
  }

  /** For people: the rest of a sentence that begins with the name of the node. */
  public String sentence() {
    return switch (kind) {
      case INTERRUPTION -> "will be taken back (%s) at %s".formatted(action, time);
      case REBALANCE -> "may be taken back soon, as was said at %s".formatted(time);
    };
  }
}
