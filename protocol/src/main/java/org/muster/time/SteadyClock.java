package org.muster.time;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A clock for deadlines and leases: it starts with the machine's clock and then goes on evenly.
 * When somebody sets the machine's clock it does not jump; it goes a twentieth faster or slower
 * until both agree again. It never runs backwards. Thread-safe.
 */
public final class SteadyClock implements InstantSource {
  private static final int FOLLOWS_BY_ONE_IN = 20;

  private final InstantSource machine;
  private final LongSupplier nanos;
  private Instant last;
  private long lastNanos;

  /**
   * Begins at the machine's time.
   *
   * @param nanos counts evenly, from anywhere
   */
  public SteadyClock(InstantSource machine, LongSupplier nanos) {
    this.machine = requireNonNull(machine, "machine is null");
    this.nanos = requireNonNull(nanos, "nanos is null");
    this.last = machine.instant();
    this.lastNanos = nanos.getAsLong();
  }

  @Override
  public synchronized Instant instant() {
    long now = nanos.getAsLong();
    long elapsed = now - lastNanos;
    Instant even = last.plusNanos(elapsed);
    long most = elapsed / FOLLOWS_BY_ONE_IN;
    long behind = Duration.between(even, machine.instant()).toNanos();
    last = even.plusNanos(Math.max(-most, Math.min(most, behind)));
    lastNanos = now;
    return last;
  }
}
