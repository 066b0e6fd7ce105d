package org.muster.agent.core;

import java.time.Duration;
import java.util.Optional;

/**
 * When an instance is asked for notices again: every few seconds; ever less where nothing answers;
 * and never again where nothing has ever answered, since most machines have no such service.
 */
public final class NoticePace {
  /** As often as EC2 says; two minutes are short. */
  public static final Duration EVERY = Duration.ofSeconds(5);

  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Some seven minutes: a service may be up later than the agent. */
  private static final int ATTEMPTS = 10;

  /** A recommendation is in no such hurry, and an agent at rest is to cost next to nothing. */
  private static final int ROUNDS_PER_RECOMMENDATION = 6;

  private int rounds;
  private int failures;
  private boolean hasAnswered;

  /** Whether the next question is for recommendations too. */
  public boolean isForAll() {
    return rounds % ROUNDS_PER_RECOMMENDATION == 0;
  }

  public Duration answered() {
    rounds++;
    hasAnswered = true;
    failures = 0;
    return EVERY;
  }

  /** Nothing or nonsense came back; empty when it is not worth while to ask again. */
  public Optional<Duration> failed() {
    failures++;
    if (!hasAnswered && failures >= ATTEMPTS) {
      return Optional.empty();
    }
    Duration wait = EVERY.multipliedBy(1L << Math.min(failures - 1, 10));
    return Optional.of(wait.compareTo(LONGEST) < 0 ? wait : LONGEST);
  }
}
