package org.muster.coordinator.core.membership;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Holds what an instance shows of itself against what its provider knows of it. Pure. */
public final class IdentityRule {
  /** Clocks of a provider and of ours may differ by so much. */
  static final Duration SKEW = Duration.ofMinutes(5);

  private final String instance;
  private final Instant launchWishedAt;
  private final Instant now;

  /**
   * @param instance as the machine calls itself
   * @param launchWishedAt no instance of the launch is older
   */
  public IdentityRule(String instance, Instant launchWishedAt, Instant now) {
    this.instance = instance;
    this.launchWishedAt = launchWishedAt;
    this.now = now;
  }

  /** Why the document is not the one of this instance of this launch; empty when it is. */
  public Optional<String> objection(InstanceDocument shown, InstanceRecord known) {
    return differs("instance", shown.instance(), instance)
        .or(() -> differs("instance", shown.instance(), known.instance()))
        .or(() -> differs("account", shown.account(), known.account()))
        .or(() -> differs("region", shown.region(), known.region()))
        .or(() -> differs("image", shown.image(), known.image()))
        .or(() -> age(shown))
        .or(() -> off(known));
  }

  private static Optional<String> differs(String noun, String shown, String known) {
    return known.isEmpty() || shown.equals(known)
        ? Optional.empty()
        : Optional.of(
            "its identity document is for %s '%s', but it should be %s '%s'"
                .formatted(noun, shown, noun, known));
  }

  private Optional<String> age(InstanceDocument shown) {
    if (shown.pendingAt().isBefore(launchWishedAt.minus(SKEW))) {
      return Optional.of(
          "its identity document is too old: that instance was started at %s, and its launch was asked for at %s"
              .formatted(shown.pendingAt(), launchWishedAt));
    }
    if (shown.pendingAt().isAfter(now.plus(SKEW))) {
      return Optional.of(
          "its identity document is of the future: of %s, and it is %s; correct the coordinator's clock if that is wrong"
              .formatted(shown.pendingAt(), now));
    }
    return Optional.empty();
  }

  private static Optional<String> off(InstanceRecord known) {
    return known.isOn()
        ? Optional.empty()
        : Optional.of(
            "instance '%s' is %s, so it cannot be who calls"
                .formatted(known.instance(), known.state()));
  }
}
