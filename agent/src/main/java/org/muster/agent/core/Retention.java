package org.muster.agent.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.muster.protocol.StepKey;
import org.muster.protocol.StepSummary;

/** How much of the past a node keeps. Pure. */
final class Retention {
  /** Finished attempts that are kept, for their logs and for commands that come twice. */
  static final int ATTEMPTS = 500;

  /**
   * How long an attempt stays in the digest once its result is stored: the rest of its output may
   * be asked for. Not by when it finished, which a runner reads from a clock that may be set.
   */
  static final Duration LOGS_SETTLE = Duration.ofHours(1);

  private final int attempts;

  /** Keeps that many finished attempts. */
  Retention(int attempts) {
    this.attempts = attempts;
  }

  /** The attempts of which a coordinator that connects has to hear. */
  static List<StepSummary> digest(Collection<Step> steps, Instant now) {
    return steps.stream()
        .filter(step -> step.life() != StepLife.QUEUED && isOfInterest(step, now))
        .map(Step::summary)
        .toList();
  }

  private static boolean isOfInterest(Step step, Instant now) {
    return step.storedAt().filter(at -> !at.plus(LOGS_SETTLE).isAfter(now)).isEmpty();
  }

  /** The oldest finished attempts above the limit, but none whose result only this node has. */
  List<StepKey> tooMany(Collection<Step> steps) {
    List<Step> finished = steps.stream().filter(Step::isFinished).toList();
    return finished.stream()
        .sorted(Comparator.comparing(step -> step.result().orElseThrow().finishedAt()))
        .limit(Math.max(0, finished.size() - attempts))
        .filter(Step::isStored)
        .map(Step::key)
        .toList();
  }
}
