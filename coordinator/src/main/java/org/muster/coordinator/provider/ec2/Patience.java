package org.muster.coordinator.provider.ec2;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.muster.time.Pause;

/** How often, and how many times, EC2 is asked about something that takes its time. */
record Patience(Pause pause, Duration between, int looks) {
  Patience {
    requireNonNull(pause, "pause is null");
    requireNonNull(between, "between is null");
  }

  /** Descriptions lag behind what was done, mostly by less than a second. */
  static Patience withDescriptions(Pause pause) {
    return new Patience(pause, Duration.ofMillis(500), 60);
  }

  /** Machines end within minutes. */
  static Patience withMachines(Pause pause) {
    return new Patience(pause, Duration.ofSeconds(2), 300);
  }

  /** What the look finds at last; empty when it found nothing for all the time. */
  <T> Optional<T> until(Supplier<Optional<T>> look) {
    for (int i = 0; i < looks; i++) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found;
      }
      if (Thread.currentThread().isInterrupted()) {
        return Optional.empty();
      }
      pause.of(between);
    }
    return Optional.empty();
  }
}
