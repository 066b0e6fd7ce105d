package org.muster.coordinator.link;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Bounds how many strangers are served at once and how often, each address and all together, so
 * that a storm of joins is spread out and a flood costs little. Owned by one event loop.
 */
final class JoinGate {
  static final int OPEN_PER_ADDRESS = 256;
  static final int OPEN_IN_ALL = 1024;

  private static final int PER_SECOND_AND_ADDRESS = 100;
  private static final int PER_SECOND_IN_ALL = 200;
  private static final int BURST_SECONDS = 3;
  private static final int MAX_ADDRESSES = 10_000;
  private static final int RETRY_AT_LEAST_MILLIS = 500;
  private static final int RETRY_SPREAD_MILLIS = 4_500;

  private static final class Guest {
    private final TokenBucket bucket;
    private int open;

    Guest(TokenBucket bucket) {
      this.bucket = bucket;
    }
  }

  private final InstantSource clock;
  private final RandomGenerator random;
  private final Map<String, Guest> guests = new HashMap<>();
  private final TokenBucket bucketOfAll;
  private int open;

  JoinGate(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
    this.bucketOfAll = bucket(PER_SECOND_IN_ALL);
  }

  /** Counts a stranger in, or says after how long it may come again. */
  Duration enter(String address) {
    if (guests.size() >= MAX_ADDRESSES) {
      guests.values().removeIf(guest -> guest.open == 0 && guest.bucket.isFull());
    }
    Guest guest = guests.computeIfAbsent(address, a -> new Guest(bucket(PER_SECOND_AND_ADDRESS)));
    boolean isRoom = open < OPEN_IN_ALL && guest.open < OPEN_PER_ADDRESS;
    if (!isRoom || !guest.bucket.take() || !bucketOfAll.take()) {
      return Duration.ofMillis(RETRY_AT_LEAST_MILLIS + random.nextInt(RETRY_SPREAD_MILLIS));
    }
    guest.open++;
    open++;
    return Duration.ZERO;
  }

  /** Counts out one that was let in. */
  void leave(String address) {
    guests.get(address).open--;
    open--;
  }

  int remembered() {
    return guests.size();
  }

  private TokenBucket bucket(int perSecond) {
    return new TokenBucket(clock, perSecond, perSecond * BURST_SECONDS);
  }
}
